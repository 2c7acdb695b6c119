# npm start in a container, for whoever has Docker and no Node:
#   docker build -t flavours-error-webhook .
#   docker run --rm --init --network host -v flavours:/data flavours-error-webhook
# It listens on the loopback address alone, as without a container, hence --network host (Docker Desktop: turn on host
# networking in its settings). Written, and linted by hadolint, but never run: there was no Docker where it was made.
FROM node:24-bookworm-slim

# Elsewhere than on x64 there is no embedded engine, and DynamoDB Local runs in its place.
# hadolint ignore=DL3008
RUN if [ "$(uname -m)" != x86_64 ]; then \
      apt-get update && \
      apt-get install --yes --no-install-recommends openjdk-17-jdk-headless maven && \
      rm -rf /var/lib/apt/lists/*; \
    fi

WORKDIR /app
RUN mkdir -p /data .build && chown 1000:1000 /data .build
COPY package.json package-lock.json ./
# With what development needs: tsx and esbuild run the sources.
RUN npm ci --ignore-scripts
COPY . .

# node, as the base image has it
USER 1000:1000
ENV DATA_DIR=/data
VOLUME /data
EXPOSE 8787
# Not by npm, which would stand between us and the signal to stop.
CMD ["node", "cli/launch.cjs", "local/main.ts"]

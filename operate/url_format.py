"""What Schemathesis is to post where the document says `format: url`: a URL in any of the forms that people use."""

import schemathesis
from hypothesis import provisional
from hypothesis import strategies as st

HOSTS = st.one_of(
    provisional.domains(),
    st.ip_addresses(v=4).map(str),
    st.ip_addresses(v=6).map(lambda address: f"[{address}]"),
    st.sampled_from(["متجر.example", "shop_1.example", "localhost", "host.example."]),
)
USERINFO = st.sampled_from(["", "", "", "user@", "user:p%40ss@"])
PORTS = st.one_of(st.just(""), st.integers(0, 65535).map(lambda port: f":{port}"))
TAILS = st.one_of(
    st.just(""),
    st.tuples(st.sampled_from("/?#"), st.text(max_size=60)).map("".join),
)

schemathesis.openapi.format(
    "url",
    st.tuples(st.sampled_from(["http", "https", "HTTPS"]), st.just("://"), USERINFO, HOSTS, PORTS, TAILS).map("".join),
)

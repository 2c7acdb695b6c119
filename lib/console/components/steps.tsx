import type { Step } from '../../domain/diagnosis/runbook.ts';

/** Numbered steps; a click selects a whole command. */
export const Steps = ({ steps }: { steps: readonly Step[] }) => (
  <ol class="steps">
    {steps.map(({ text, command }) => (
      <li>
        {text}
        {command !== undefined && (
          <pre class="copy" tabindex={0} dir="ltr">
            {command}
          </pre>
        )}
      </li>
    ))}
  </ol>
);

/** A figure with its name, and what it is of. */
export const Figure = ({ name, value, more }: { name: string; value: string; more?: string | undefined }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <strong>{value}</strong>
      {more !== undefined && <small>{more}</small>}
    </dd>
  </div>
);

/** The head of a table with a contender on each line and a number in each column. */
export function NumberHeads({ names }: { names: readonly string[] }) {
  return (
    <thead>
      <tr>
        <th scope="col">Contender</th>
        {names.map((name) => (
          <th scope="col" key={name} className="right">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  )
}

// The figures behind a chart: what each is of, and how much.
import { Table } from '@mantine/core';

interface FigureTableProps {
  columns: readonly [string, string];
  rows: readonly { key: string; label: string; figure: string }[];
}

export const FigureTable = ({ columns: [labels, figures], rows }: FigureTableProps) => (
  <Table.ScrollContainer minWidth={240} mah={320}>
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{labels}</Table.Th>
          <Table.Th scope="col" ta="end">
            {figures}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ key, label, figure }) => (
          <Table.Tr key={key}>
            <Table.Td>{label}</Table.Td>
            <Table.Td ta="end" className="tabular">
              {figure}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);

import { useTranslation } from "react-i18next";
import {
  agrees,
  type PublishedTable,
  type TableColumn,
  type TableRow,
} from "../../../shared/networks/about-define";
import { ownNumber } from "../../../shared/networks/measure";
import { useAnalyses } from "../../state/catalogue";
import { errorText } from "../../ui/error-text";

interface PublishedTableProps {
  readonly table: PublishedTable;
  /** The network that is told about. */
  readonly network: string;
}

/** A published table; where it gives numbers that we work out as well, ours stand beside them. */
export function PublishedTableView({ table, network }: PublishedTableProps) {
  const { title, columns, rows, rowHeading, note, source } = table;
  const reasons = rows.filter(({ why }) => why);
  return (
    <>
      <div className="bw-about-scroll">
        <table className="bw-about-table bw-numbers" aria-label={title}>
          <TableHead columns={columns} rows={rows} rowHeading={rowHeading} />
          <tbody>
            {rows.map((row, index) => (
              <Row
                // biome-ignore lint/suspicious/noArrayIndexKey: rows never move, and labels repeat
                key={index}
                row={row}
                table={table}
                network={network}
                mark={row.why ? reasons.indexOf(row) + 1 : null}
              />
            ))}
          </tbody>
        </table>
      </div>
      {reasons.length > 0 && (
        <ol className="bw-about-reasons">
          {reasons.map(({ label, why }) => (
            <li key={label}>{why}</li>
          ))}
        </ol>
      )}
      {note && <p className="bw-field-note">{note}</p>}
      <p className="bw-field-note bw-about-source">{source}</p>
    </>
  );
}

type HeadProps = Pick<PublishedTable, "columns" | "rows" | "rowHeading">;

function TableHead({ columns, rows, rowHeading }: HeadProps) {
  const { t } = useTranslation();
  const pairs = columns.map((column, index) => isPair(column, index, rows));
  const isDouble = pairs.includes(true);
  return (
    <thead>
      <tr>
        <th scope="col" {...(isDouble ? { rowSpan: 2 } : {})}>
          {rowHeading}
        </th>
        {columns.map(({ heading, ours }, index) => (
          <th
            // biome-ignore lint/suspicious/noArrayIndexKey: columns never move, and headings repeat
            key={index}
            scope="col"
            {...(pairs[index] ? { colSpan: 2 } : isDouble ? { rowSpan: 2 } : {})}
            {...(ours && !pairs[index] ? { "data-ours": true } : {})}
            {...(isWords(rows, index) ? { "data-words": true } : {})}
          >
            {unbroken(heading)}
          </th>
        ))}
      </tr>
      {isDouble && (
        <tr>
          {columns.flatMap(({ heading }, index) =>
            pairs[index]
              ? [
                  <th key={`${heading} published`} scope="col">
                    {t("about.theirs")}
                  </th>,
                  <th key={`${heading} ours`} scope="col" data-ours>
                    {t("about.ours")}
                  </th>,
                ]
              : [],
          )}
        </tr>
      )}
    </thead>
  );
}

function isWords(rows: readonly TableRow[], index: number): boolean {
  return rows.some(({ cells }) => typeof cells[index] === "string");
}

/** Names such as ResNet-50 stay on one line. */
function unbroken(text: string): string {
  return text.replaceAll("-", "\u2011");
}

/** Where nothing was published the column is ours alone. */
function isPair(column: TableColumn, index: number, rows: readonly TableRow[]): boolean {
  return column.ours !== undefined && rows.some(({ cells }) => cells[index] !== null);
}

interface RowProps extends PublishedTableProps {
  readonly row: TableRow;
  /** Of the reason below the table. */
  readonly mark: number | null;
}

function Row({ row, table: { columns, rows }, network, mark }: RowProps) {
  const analyses = useAnalyses([row.network ?? network]);
  const isReady = analyses.has(row.network ?? network);
  const isOwn = row.network === network && !row.nodes;
  return (
    <tr {...(isOwn ? { "data-own": true } : {})}>
      <th scope="row">
        {unbroken(row.label)}
        {mark !== null && <sup>{mark}</sup>}
      </th>
      {columns.flatMap((column, index) => {
        const published = row.cells[index] ?? null;
        const cell = (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
          <td key={`published ${index}`} {...(typeof published === "string" ? { "data-words": true } : {})}>
            {publishedText(published, column)}
          </td>
        );
        if (!column.ours) return [cell];
        const ours = isReady
          ? ownNumber(
              row,
              column,
              network,
              (id) => analyses.get(id) as NonNullable<ReturnType<typeof analyses.get>>,
            )
          : undefined;
        const deviates =
          typeof published === "number" && ours != null && !agrees(ours, published, column.digits);
        const own = (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
          <td key={`ours ${index}`} data-ours {...(deviates ? { "data-deviates": true } : {})}>
            {ours === undefined ? "…" : ours === null ? "" : fixed(ours, column.digits)}
          </td>
        );
        return isPair(column, index, rows) ? [cell, own] : [own];
      })}
    </tr>
  );
}

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 3 });

function publishedText(value: number | string | null, { unit }: TableColumn): string {
  if (value === null) return "–";
  if (typeof value === "string") return value;
  return unit === "%" ? errorText(value) : grouped.format(value);
}

function fixed(value: number, digits = 0): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

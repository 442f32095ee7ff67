import { Tooltip } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { openNetworkFromCatalogue } from "../../app/project-files";
import { changeComparison, compareNetworks, sortComparison, useComparison } from "../../state/comparison";
import { IconButton } from "../../ui/icon-button";
import { COLUMNS, type Column } from "./columns";
import type { ComparedNetwork } from "./rows";

export function ComparisonTable({ rows }: { readonly rows: readonly ComparedNetwork[] }) {
  const { t } = useTranslation();
  return (
    <div className="bw-compare-scroll">
      <table className="bw-compare-table bw-numbers" aria-label={t("panel.compare")}>
        <thead>
          <tr>
            <Heading id="name" label={t("compare.network")} />
            {COLUMNS.map(({ id, hasBar }) => (
              <Heading
                key={id}
                id={id}
                label={t(`compare.column.${id}.name`)}
                help={t(`compare.column.${id}.help`)}
                amount={hasBar}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id ?? "document"} row={row} rows={rows} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeadingProps {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
  /** Amounts are wanted largest first. */
  readonly amount?: boolean;
}

function Heading({ id, label, help, amount = false }: HeadingProps) {
  const { column, descending } = useComparison((state) => state.sort);
  const isSorted = column === id;
  const Arrow = descending ? IconArrowDown : IconArrowUp;
  return (
    <th scope="col" aria-sort={isSorted ? (descending ? "descending" : "ascending") : "none"}>
      <Tooltip label={help} disabled={!help}>
        <button type="button" onClick={() => sortComparison(id, amount)}>
          {label}
          {isSorted && <Arrow size={12} stroke={2} aria-hidden />}
        </button>
      </Tooltip>
    </th>
  );
}

interface RowProps {
  readonly row: ComparedNetwork;
  readonly rows: readonly ComparedNetwork[];
}

function Row({ row, rows }: RowProps) {
  const { t } = useTranslation();
  const { id, title } = row;
  return (
    <tr {...(id === null ? { "data-own": true } : {})}>
      <th scope="row">
        <span className="bw-compare-name">
          {id === null ? (
            <Tooltip label={t("compare.document")}>
              <span>{title}</span>
            </Tooltip>
          ) : (
            <button type="button" onClick={() => void openNetworkFromCatalogue(id)}>
              {title}
            </button>
          )}
          <IconButton
            icon={IconX}
            size={11}
            label={t("compare.remove", { name: title })}
            onClick={() =>
              id === null ? changeComparison({ withDocument: false }) : compareNetworks([id], false)
            }
          />
        </span>
      </th>
      {COLUMNS.map((column) => (
        <Cell key={column.id} column={column} row={row} rows={rows} />
      ))}
    </tr>
  );
}

function Cell({ column, row, rows }: RowProps & { readonly column: Column }) {
  const { t } = useTranslation();
  const value = column.value(row);
  if (value === null) return <td>–</td>;
  const largest = Math.max(...rows.map((each) => column.value(each) ?? 0));
  const shown = column.format(value, row);
  const isFloor = !row.totals.complete && column.hasBar;
  return (
    <td title={value.toLocaleString("en-US")} data-column={column.id}>
      {isFloor ? t("inspector.atLeast", { value: shown }) : shown}
      {column.hasBar && (
        <span className="bw-compare-bar" aria-hidden>
          <span style={{ width: `${largest > 0 ? (value / largest) * 100 : 0}%` }} />
        </span>
      )}
    </td>
  );
}

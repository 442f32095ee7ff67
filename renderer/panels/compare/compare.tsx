import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { networks } from "../../../shared/networks/registry";
import { useAnalyses } from "../../state/catalogue";
import { compareNetworks, useComparison } from "../../state/comparison";
import { useProject } from "../../state/project";
import { text } from "../../text/i18n";
import { downloadBytes } from "../train/download-bytes";
import { sortRows } from "./columns";
import { ComparisonTable } from "./comparison-table";
import { comparisonCsv } from "./csv";
import { NetworkPicker } from "./network-picker";
import { type ComparedNetwork, catalogueRow, documentRow } from "./rows";
import "./compare.css";

/** Any networks of the catalogue and the open document, number by number. */
export function Compare() {
  const { t } = useTranslation();
  const chosen = useComparison((state) => state.networks).filter((id) => networks.get(id));
  const { rows, missing } = useRows(chosen);
  return (
    <div className="bw-compare">
      <NetworkPicker chosen={new Set(chosen)} />
      <div className="bw-compare-main">
        <div className="bw-compare-actions">
          <span className="bw-dim" role="status">
            {missing > 0
              ? t("compare.working", { count: missing })
              : t("compare.count", { count: rows.length })}
          </span>
          <span className="bw-spacer" />
          {chosen.length > 0 && (
            <Button size="compact-xs" variant="subtle" onClick={() => compareNetworks(chosen, false)}>
              {t("compare.clear")}
            </Button>
          )}
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconDownload size={14} stroke={1.75} aria-hidden />}
            disabled={rows.length === 0 || missing > 0}
            onClick={() => exportCsv(rows)}
          >
            {t("compare.export")}
          </Button>
        </div>
        {rows.length === 0 && missing === 0 ? (
          <p className="bw-empty">{t("compare.empty")}</p>
        ) : (
          <ComparisonTable rows={rows} />
        )}
      </div>
    </div>
  );
}

/** In order, as far as they are worked out. */
function useRows(chosen: readonly string[]) {
  const analyses = useAnalyses(chosen);
  const sort = useComparison((state) => state.sort);
  const withDocument = useComparison((state) => state.withDocument);
  const name = useProject((state) => state.history.present.name);
  const own = useProject((state) => state.analysis);
  const key = chosen.join(" ");
  return useMemo(() => {
    const ids = key.split(" ").filter(Boolean);
    const ready = ids.flatMap((id) => {
      const analysis = analyses.get(id);
      return analysis ? [catalogueRow(networks.require(id), analysis)] : [];
    });
    const rows = withDocument && own.order.length > 0 ? [documentRow(name, own), ...ready] : ready;
    return { rows: sortRows(rows, sort), missing: ids.length - ready.length };
  }, [key, analyses, sort, withDocument, name, own]);
}

function exportCsv(rows: readonly ComparedNetwork[]): void {
  const csv = comparisonCsv(rows, {
    network: text("compare.network"),
    column: (id) => text(`compare.column.${id}.csv`),
  });
  downloadBytes(text("compare.file"), new TextEncoder().encode(csv).buffer);
}

import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { nodeOfLeaf } from "../../../shared/analysis/leaf-paths";
import { formatBytes, formatPercent, formatSi } from "../../../shared/base/format";
import { canvas } from "../../state/canvas-controls";
import type { Taken } from "../../state/profile";
import { projectStore } from "../../state/project";
import { select } from "../../state/session";
import { type ProfileRow, profileRows, type RowKey, sortRows } from "./rows";

interface Sorted {
  readonly key: RowKey;
  readonly isReversed: boolean;
}

/** Every layer, the slowest first until somebody wants another order. */
export function ProfileTable({ taken }: { readonly taken: Taken }) {
  const { t } = useTranslation();
  const [sorted, setSorted] = useState<Sorted>({
    key: "share",
    isReversed: false,
  });
  const { profile } = taken;
  const rows = useMemo(
    () => sortRows(profileRows(profile), sorted.key, sorted.isReversed),
    [profile, sorted],
  );
  const columns = COLUMNS.filter(({ key }) => profile.train || key !== "backwardMs");
  return (
    <div className="bw-profile-scroller">
      <table className="bw-profile-table bw-numbers">
        <thead>
          <tr>
            {columns.map(({ key }) => (
              <th key={key} scope="col" aria-sort={sortOf(key, sorted)}>
                <button
                  type="button"
                  title={t(`profile.column.${key}Help`)}
                  onClick={() => setSorted({ key, isReversed: sorted.key === key && !sorted.isReversed })}
                >
                  {t(`profile.column.${key}`)}
                  <SortMark isShown={sorted.key === key} isReversed={sorted.isReversed} />
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.path} onClick={() => reveal(row.path)}>
              {columns.map(({ key, words }) => (
                <td key={key}>
                  {key === "path" ? (
                    <button type="button" title={row.path}>
                      {row.path}
                    </button>
                  ) : (
                    words(row)
                  )}
                  {key === "share" && <ShareBar share={row.share} most={mostOf(rows)} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const COLUMNS: readonly { readonly key: RowKey; words(row: ProfileRow): string }[] = [
  { key: "path", words: ({ path }) => path },
  { key: "forwardMs", words: ({ forwardMs }) => forwardMs.toFixed(3) },
  { key: "backwardMs", words: ({ backwardMs }) => backwardMs.toFixed(3) },
  { key: "share", words: ({ share }) => formatPercent(share) },
  { key: "macs", words: ({ macs }) => (macs === 0 ? "" : formatSi(macs)) },
  { key: "gmacsPerSecond", words: ({ gmacsPerSecond }) => gmacsPerSecond?.toFixed(2) ?? "" },
  { key: "heldBytes", words: ({ heldBytes }) => formatBytes(heldBytes) },
];

/** Numbers fall and names rise, unless they are turned round. */
function sortOf(key: RowKey, sorted: Sorted): "none" | "ascending" | "descending" {
  if (sorted.key !== key) return "none";
  const isFalling = key === "path" ? sorted.isReversed : !sorted.isReversed;
  return isFalling ? "descending" : "ascending";
}

function mostOf(rows: readonly ProfileRow[]): number {
  return rows.reduce((most, { share }) => Math.max(most, share), 0);
}

function ShareBar({ share, most }: { readonly share: number; readonly most: number }) {
  return (
    <span className="bw-profile-bar" aria-hidden>
      <span style={{ width: `${most === 0 ? 0 : (share / most) * 100}%` }} />
    </span>
  );
}

function SortMark({ isShown, isReversed }: { readonly isShown: boolean; readonly isReversed: boolean }) {
  const Glyph = isReversed ? IconChevronUp : IconChevronDown;
  return <Glyph className="bw-profile-sort" size={13} data-shown={isShown || undefined} aria-hidden />;
}

/** Selects the layer on the canvas; one in a later copy has no node of its own, so nothing happens. */
function reveal(leaf: string): void {
  const path = nodeOfLeaf(projectStore.getState().analysis, leaf);
  if (path === null) return;
  select([path]);
  canvas()?.reveal(path);
}

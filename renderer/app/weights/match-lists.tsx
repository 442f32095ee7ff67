import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MatchReport } from "../../../shared/contracts/weight-match";
import { axesText } from "../../../shared/formats/safetensors/match";

/** Name by name: what differs stands open, what fits can be looked up. */
export function MatchLists({ report }: { readonly report: MatchReport }) {
  const { t } = useTranslation();
  const { matched, missing, mismatched, unexpected } = report;
  return (
    <div className="bw-weights-lists" key={report.strategy}>
      <Names title={t("weights.mismatched", { count: mismatched.length })} count={mismatched.length} isOpen>
        {() =>
          mismatched.map(({ name, shape, found }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>{axesText(shape)}</td>
              <td>{t("weights.inFile", { shape: axesText(found) })}</td>
            </tr>
          ))
        }
      </Names>
      <Names title={t("weights.missing", { count: missing.length })} count={missing.length} isOpen>
        {() => missing.map(shapeRow)}
      </Names>
      <Names title={t("weights.unexpected", { count: unexpected.length })} count={unexpected.length} isOpen>
        {() => unexpected.map(shapeRow)}
      </Names>
      <Names title={t("weights.matched", { count: matched.length })} count={matched.length} isOpen={false}>
        {() =>
          matched.map(({ name, from }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>{name === from ? t("weights.sameName") : from}</td>
            </tr>
          ))
        }
      </Names>
    </div>
  );
}

function shapeRow({ name, shape }: MatchReport["missing"][number]) {
  return (
    <tr key={name}>
      <td>{name}</td>
      <td>{axesText(shape)}</td>
    </tr>
  );
}

interface NamesProps {
  readonly title: string;
  readonly count: number;
  readonly isOpen: boolean;
  /** Made when it is looked at: a deep network has a thousand names. */
  children(): ReactNode;
}

function Names({ title, count, isOpen, children }: NamesProps) {
  const [open, setOpen] = useState(isOpen);
  if (count === 0) return null;
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && (
        <table className="bw-mono">
          <tbody>{children()}</tbody>
        </table>
      )}
    </details>
  );
}

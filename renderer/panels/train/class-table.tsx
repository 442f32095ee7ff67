import "./classes.css";
import { useTranslation } from "react-i18next";
import { formatPercent } from "../../../shared/base/format";
import { type ClassSummary, summariseConfusion } from "./confusion";
import type { ConfusionProps } from "./confusion-matrix";

/** Class by class: how many were recognised, and what they were taken for. */
export function ClassTable({ confusion, classNames }: ConfusionProps) {
  const { t } = useTranslation();
  return (
    <table className="bw-classes bw-numbers">
      <thead>
        <tr>
          <th scope="col">{t("train.classes.name")}</th>
          <th scope="col" colSpan={2}>
            {t("train.classes.accuracy")}
          </th>
          <th scope="col">{t("train.classes.precision")}</th>
          <th scope="col">{t("train.classes.confusedWith")}</th>
        </tr>
      </thead>
      <tbody>
        {summariseConfusion(confusion, classNames).map((row) => (
          <ClassRow key={row.name} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function ClassRow({ row }: { readonly row: ClassSummary }) {
  const { t } = useTranslation();
  const { name, correct, total, accuracy, precision, confusedWith } = row;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="bw-classes-bar" aria-hidden>
        <span style={{ width: `${(accuracy ?? 0) * 100}%` }} />
      </td>
      <td>
        {accuracy === null ? (
          t("train.classes.noImages")
        ) : (
          <>
            {formatPercent(accuracy)}{" "}
            <small>
              {correct}/{total}
            </small>
          </>
        )}
      </td>
      <td>{precision === null ? "–" : formatPercent(precision)}</td>
      <td>{confusedWith ? t("train.classes.taken", confusedWith) : t("train.classes.never")}</td>
    </tr>
  );
}

import { useTranslation } from "react-i18next";
import { formatPercent } from "../../../shared/base/format";
import type { ModelSeries } from "../../state/model-series";

/** Each model's test accuracy, and that of their mean answer. */
export function SeriesTable({ series: { models, average } }: { readonly series: ModelSeries }) {
  const { t } = useTranslation();
  if (models.length === 0) return null;
  return (
    <>
      <table className="bw-series bw-numbers" aria-label={t("train.result.seriesTable")}>
        <tbody>
          {models.map(({ seed, testAccuracy }) => (
            <tr key={seed}>
              <th scope="row">{t("train.result.seriesModel", { seed })}</th>
              <td>{formatPercent(testAccuracy)}</td>
            </tr>
          ))}
        </tbody>
        {average && (
          <tfoot>
            <tr>
              <th scope="row">{t("train.result.seriesAverage", { count: average.models })}</th>
              <td>{formatPercent(average.testAccuracy)}</td>
            </tr>
          </tfoot>
        )}
      </table>
      <p className="bw-train-note">{t("train.result.seriesNote")}</p>
    </>
  );
}

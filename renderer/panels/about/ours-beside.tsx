import { useTranslation } from "react-i18next";
import type { Totals } from "../../../shared/analysis/totals";
import { formatInteger, formatSi } from "../../../shared/base/format";
import type { AnyNetworkDefinition, Deviation } from "../../../shared/networks/define";
import { useNetworkAnalysis } from "../../state/catalogue";
import { useProject } from "../../state/project";
import { errorText } from "../../ui/error-text";

/** Published figures beside ours, and why they differ where they do. */
export function OursBeside({ network }: { readonly network: AnyNetworkDefinition }) {
  const { t } = useTranslation();
  const totals = useNetworkAnalysis(network.id)?.totals;
  const here = useProject((state) => state.analysis.totals);
  const { params, macs, top1Error, top5Error, note } = network.published ?? {};
  const rows = [
    { name: t("totals.params.name"), published: params, ours: totals?.params },
    { name: t("totals.macs.name"), published: macs, ours: totals?.macs },
  ];
  const errors = [
    { name: t("start.top1"), value: top1Error },
    { name: t("start.top5"), value: top5Error },
  ].flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
  return (
    <>
      <table className="bw-about-table bw-numbers">
        <thead>
          <tr>
            <td />
            <th scope="col">{t("about.published")}</th>
            <th scope="col">{t("about.ours")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, published, ours }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{published === undefined ? "–" : formatInteger(published)}</td>
              <td data-ours>{ours === undefined ? "…" : formatInteger(ours)}</td>
            </tr>
          ))}
          {errors.map(({ name, value }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{errorText(value)}</td>
              <td>–</td>
            </tr>
          ))}
        </tbody>
      </table>
      {note && <p className="bw-field-note">{t("about.note", { note })}</p>}
      {totals && differs(totals, here) && (
        <p className="bw-field-note">
          {t("about.changed", { params: formatSi(here.params), macs: formatSi(here.macs) })}
        </p>
      )}
    </>
  );
}

function differs(a: Totals, b: Totals): boolean {
  return a.params !== b.params || a.macs !== b.macs;
}

/** Each place where our number or structure is not the printed one, with the reason. */
export function Deviations({ deviations }: { readonly deviations: readonly Deviation[] }) {
  const { t } = useTranslation();
  return (
    <ul className="bw-deviations" aria-label={t("about.deviations")}>
      {deviations.map(({ what, ours, published, why }) => (
        <li key={what}>
          <strong>{what}</strong>
          <dl>
            <div>
              <dt>{t("about.published")}</dt>
              <dd>{published}</dd>
            </div>
            <div>
              <dt>{t("about.ours")}</dt>
              <dd>{ours}</dd>
            </div>
          </dl>
          <p>{why}</p>
        </li>
      ))}
    </ul>
  );
}

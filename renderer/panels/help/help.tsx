import { useTranslation } from "react-i18next";
import { rangeText, valueText } from "../../../shared/layers/params";
import { Documentation } from "../../ui/documentation";
import { CategoryMark } from "../../ui/hue-mark";
import { useTopic } from "./topic";

/** The manual page of a layer or block, made from its row. */
export function Help() {
  const { t } = useTranslation();
  const row = useTopic();
  if (!row) return <div className="bw-empty">{t("help.empty")}</div>;
  const params = Object.entries(row.params);
  return (
    <article className="bw-help">
      <header className="bw-inspector-head">
        <CategoryMark hue={"category" in row ? row.category : "block"} />
        <span className="bw-inspector-type">{row.title}</span>
      </header>
      <Documentation row={row} />
      {params.length > 0 && (
        <>
          <h3>{t("help.params")}</h3>
          <dl className="bw-help-params">
            {params.map(([name, spec]) => (
              <div key={name}>
                <dt>
                  {spec.label}
                  {spec.unit && <span className="bw-unit"> {spec.unit}</span>}
                </dt>
                <dd>
                  {spec.help}
                  <span className="bw-field-note">
                    {t("help.range", { range: rangeText(spec), default: valueText(spec.default) })}
                  </span>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </article>
  );
}

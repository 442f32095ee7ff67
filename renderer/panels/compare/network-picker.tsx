import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { familiesMatching } from "../../app/start/network-facts";
import { changeComparison, compareNetworks, useComparison } from "../../state/comparison";

/** The catalogue as a list of boxes to tick, whole families at once. */
export function NetworkPicker({ chosen }: { readonly chosen: ReadonlySet<string> }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const withDocument = useComparison((state) => state.withDocument);
  const families = familiesMatching(query);
  return (
    <section className="bw-compare-picker" aria-label={t("compare.pick")}>
      <TextInput
        aria-label={t("compare.search")}
        placeholder={t("compare.search")}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <div className="bw-compare-list">
        {query === "" && (
          <Box
            label={t("compare.document")}
            checked={withDocument}
            onChange={(checked) => changeComparison({ withDocument: checked })}
          />
        )}
        {families.map(({ name, networks }) => {
          const ids = networks.map(({ id }) => id);
          const count = ids.filter((id) => chosen.has(id)).length;
          return (
            <fieldset key={name}>
              <legend className="bw-visually-hidden">{name}</legend>
              <Box
                label={name}
                family
                checked={count === ids.length}
                partly={count > 0 && count < ids.length}
                onChange={(checked) => compareNetworks(ids, checked)}
              />
              {networks.map(({ id, title }) => (
                <Box
                  key={id}
                  label={title}
                  checked={chosen.has(id)}
                  onChange={(checked) => compareNetworks([id], checked)}
                />
              ))}
            </fieldset>
          );
        })}
        {families.length === 0 && <p className="bw-field-note">{t("start.nothing", { query })}</p>}
      </div>
    </section>
  );
}

interface BoxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly partly?: boolean;
  readonly family?: boolean;
  onChange(checked: boolean): void;
}

function Box({ label, checked, partly = false, family = false, onChange }: BoxProps) {
  return (
    <label className="bw-compare-box" {...(family ? { "data-family": true } : {})}>
      <input
        type="checkbox"
        checked={checked}
        ref={(element) => {
          if (element) element.indeterminate = partly;
        }}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}

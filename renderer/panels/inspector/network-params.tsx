import { Button } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Origin, ParamValue } from "../../../shared/graph/document";
import type { AnyNetworkDefinition } from "../../../shared/networks/define";
import { differsFromOrigin } from "../../../shared/networks/origin";
import { rebuildNetwork } from "../../../shared/networks/rebuild";
import { change, endGesture, useProject } from "../../state/project";
import { catalogueText, text } from "../../text/i18n";
import type { How } from "./edit-node";
import { ParamField } from "./fields/param-field";
import { Section } from "./section";

interface NetworkParamsProps {
  readonly network: AnyNetworkDefinition;
  readonly origin: Origin;
}

/**
 * The parameters that a catalogue network was built by: input size, classes, multipliers. Another value builds it anew,
 * which drops what was changed by hand, so a changed network's rest until that is agreed to.
 */
export function NetworkParams({ network, origin }: NetworkParamsProps) {
  const { t } = useTranslation();
  const document = useProject((state) => state.history.present);
  const differs = useMemo(() => differsFromOrigin(document), [document]);
  const [agreed, setAgreed] = useState(false);
  const rests = differs && !agreed;
  const onChange = useCallback(
    (name: string, value: ParamValue, how: How) => {
      const label = catalogueText(`network.${name}.label`, network.params[name]?.label ?? name);
      const step = text("inspector.edit.param", { label: label.toLowerCase() });
      change(step, rebuildNetwork({ [name]: value }), how === "typed" ? `network ${name}` : null);
      if (how === "chosen") endGesture();
      setAgreed(false);
    },
    [network],
  );
  return (
    <Section title={t("inspector.network.title")} id="network-params">
      {rests && (
        <div className="bw-copies">
          <span className="bw-field-note">{t("inspector.network.changed")}</span>
          <Button size="compact-xs" variant="default" onClick={() => setAgreed(true)}>
            {t("inspector.network.agree")}
          </Button>
        </div>
      )}
      {Object.entries(network.params).map(([name, spec]) => (
        <ParamField
          key={name}
          textKey={`network.${name}`}
          name={name}
          spec={spec}
          value={origin.params[name]}
          resting={rests ? "" : null}
          onChange={onChange}
        />
      ))}
    </Section>
  );
}

import { Select } from "@mantine/core";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatPercent } from "../../../shared/base/format";
import { networkMark, type RunRecord } from "../../../shared/formats/run-record/record";
import { useModel } from "../../state/model";
import { useProject } from "../../state/project";
import { loadRunWeights, runIdOf, useRunWeights } from "../../state/run-weights";
import { useRuns } from "../../state/runs";

interface RunWeightsPickerProps {
  readonly disabled: boolean;
  onChoose(run: RunRecord): void;
}

/** The runs that kept what they had learned, those of the network on the canvas first. */
export function RunWeightsPicker({ disabled, onChoose }: RunWeightsPickerProps) {
  const { t, i18n } = useTranslation();
  const runs = useRuns((state) => state.runs);
  const { kept, problem } = useRunWeights((state) => state);
  const chosen = useModel(({ model }) => runIdOf(model));
  const present = useProject((state) => state.history.present);
  useEffect(() => void loadRunWeights(), []);
  const offered = useMemo(() => runs.filter(({ id }) => kept.has(id)), [runs, kept]);
  const digest = useMemo(() => networkMark(present).digest, [present]);
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "short" });
  const option = (run: RunRecord) => ({
    value: run.id,
    label: labelOf(run),
    when: when.format(run.startedAt),
  });
  const isOwn = ({ network }: RunRecord): boolean => network.digest === digest;
  const groups = [
    { group: t("run.model.runsOfThis"), items: offered.filter(isOwn).map(option) },
    { group: t("run.model.runsOfOthers"), items: offered.filter((run) => !isOwn(run)).map(option) },
  ].filter(({ items }) => items.length > 0);
  return (
    <>
      {groups.length > 0 && (
        <Select
          label={t("run.model.runs")}
          placeholder={t("run.model.chooseRun")}
          data={groups}
          value={chosen}
          allowDeselect={false}
          disabled={disabled}
          maxDropdownHeight={280}
          comboboxProps={{ width: 260, position: "bottom-start" }}
          renderOption={({ option: { label, ...rest } }) => (
            <span className="bw-run-option">
              {label}
              <small className="bw-numbers">{"when" in rest && String(rest.when)}</small>
            </span>
          )}
          onChange={(id) => {
            const run = offered.find((each) => each.id === id);
            if (run) onChoose(run);
          }}
        />
      )}
      {problem !== null && <p className="bw-run-note">{t("run.model.notKept", { reason: problem })}</p>}
    </>
  );
}

function labelOf({ name, result }: RunRecord): string {
  return result ? `${name} · ${formatPercent(result.testAccuracy)}` : name;
}

import { Select, TextInput, Tooltip } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DEFAULT_SCHEDULES, type ScheduleKind } from "../../../shared/contracts/run-defaults";
import { changeSetup, chooseSchedule, useTrainSetup } from "../../state/train-setup";
import { NumberField } from "./number-field";
import { RatePreview } from "./rate-preview";

const SCHEDULES = Object.keys(DEFAULT_SCHEDULES) as readonly ScheduleKind[];

/** How the learning rate moves over the run. */
export function ScheduleFields() {
  const { t } = useTranslation();
  const kind = useTrainSetup((setup) => setup.schedule);
  const warmupShare = useTrainSetup((setup) => setup.warmupShare) ?? DEFAULT_SCHEDULES[kind].warmupShare;
  return (
    <>
      <Tooltip label={t(`train.recipe.scheduleHelp.${kind}`)} position="top-start">
        <Select
          label={t("train.recipe.schedule")}
          data={SCHEDULES.map((value) => ({ value, label: t(`train.recipe.schedules.${value}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => value && chooseSchedule(value as ScheduleKind)}
        />
      </Tooltip>
      <NumberField
        label={t("train.recipe.warmup")}
        help={t("train.recipe.warmupHelp")}
        value={Math.round(warmupShare * 100)}
        min={0}
        max={100}
        step={5}
        onChange={(percent) => changeSetup({ warmupShare: percent / 100 })}
      />
      <DropFields kind={kind} />
      <RatePreview />
    </>
  );
}

function DropFields({ kind }: { readonly kind: ScheduleKind }) {
  const { t } = useTranslation();
  const factor = useTrainSetup((setup) => setup.dropFactor);
  const epochs = useTrainSetup((setup) => setup.dropEpochs);
  const shares = useTrainSetup((setup) => setup.dropShares);
  const { drop } = DEFAULT_SCHEDULES[kind];
  if (!drop) return null;
  return (
    <>
      <NumberField
        label={t("train.recipe.dropFactor")}
        help={t("train.recipe.dropFactorHelp")}
        value={factor ?? drop.factor}
        min={0.001}
        max={1}
        step={0.1}
        integer={false}
        onChange={(dropFactor) => changeSetup({ dropFactor })}
      />
      {drop.shares && <SharesField shares={shares ?? drop.shares} />}
      {drop.epochs !== undefined && (
        <NumberField
          label={t(kind === "plateau" ? "train.recipe.patience" : "train.recipe.dropEpochs")}
          value={epochs ?? drop.epochs}
          min={1}
          max={1000}
          onChange={(dropEpochs) => changeSetup({ dropEpochs })}
        />
      )}
    </>
  );
}

/** Percentages of the run, with commas between; what is not that is not taken. */
function SharesField({ shares }: { readonly shares: readonly number[] }) {
  const { t } = useTranslation();
  const own = shares.map((share) => Number((share * 100).toFixed(1))).join(", ");
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      label={t("train.recipe.dropShares")}
      value={typed ?? own}
      error={typed !== null && parseShares(typed) === null}
      classNames={{ input: "bw-numbers" }}
      onBlur={() => setTyped(null)}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        const parsed = parseShares(value);
        if (parsed) changeSetup({ dropShares: parsed });
      }}
    />
  );
}

function parseShares(text: string): readonly number[] | null {
  const shares = text.split(",").map((part) => Number(part.trim() || "NaN") / 100);
  return shares.every((share, index) => share > (shares[index - 1] ?? 0) && share < 1) ? shares : null;
}

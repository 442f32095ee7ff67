import { Button, Select, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatInteger } from "../../../shared/base/format";
import { DEFAULT_OPTIMISERS, type OptimiserKind } from "../../../shared/contracts/run-defaults";
import {
  changeSetup,
  chooseOptimiser,
  INITIAL_SETUP,
  resetSetup,
  stepsOf,
  useTrainSetup,
} from "../../state/train-setup";
import { MoreRecipeFields } from "./more-recipe-fields";
import { NumberField } from "./number-field";
import { RecipeChoice } from "./recipe-choice";
import { ScheduleFields } from "./schedule-fields";
import { StartWeightsField } from "./start-weights-field";

const OPTIMISERS = Object.keys(DEFAULT_OPTIMISERS) as readonly OptimiserKind[];

export function RecipeFields() {
  const { t } = useTranslation();
  const setup = useTrainSetup((whole) => whole);
  const steps = stepsOf(setup);
  return (
    <fieldset className="bw-train-fields">
      <legend>{t("train.recipe.title")}</legend>
      <RecipeChoice />
      <Tooltip label={t(`train.recipe.optimiserHelp.${setup.optimiser}`)} position="top-start">
        <Select
          className="bw-train-wide"
          label={t("train.recipe.optimiser")}
          data={OPTIMISERS.map((kind) => ({ value: kind, label: t(`train.recipe.optimisers.${kind}`) }))}
          value={setup.optimiser}
          allowDeselect={false}
          onChange={(kind) => kind && chooseOptimiser(kind as OptimiserKind)}
        />
      </Tooltip>
      <NumberField
        label={t("train.recipe.learningRate")}
        help={t("train.recipe.learningRateHelp")}
        value={setup.learningRate}
        min={1e-6}
        max={10}
        step={setup.learningRate >= 0.01 ? 0.01 : 0.001}
        integer={false}
        onChange={(learningRate) => changeSetup({ learningRate })}
      />
      <NumberField
        label={t("train.recipe.batch")}
        help={t("train.recipe.batchHelp")}
        value={setup.batch}
        min={1}
        max={1024}
        step={8}
        onChange={(batch) => changeSetup({ batch })}
      />
      <NumberField
        label={t("train.recipe.epochs")}
        help={t("train.recipe.epochsHelp")}
        value={setup.epochs}
        min={1}
        max={1000}
        onChange={(epochs) => changeSetup({ epochs })}
      />
      <ScheduleFields />
      <p className="bw-train-note bw-train-wide bw-numbers">
        {t("train.recipe.steps", {
          count: steps,
          formatted: formatInteger(steps),
          perEpoch: formatInteger(steps / setup.epochs),
        })}
      </p>
      <StartWeightsField />
      <MoreRecipeFields />
      {setup !== INITIAL_SETUP && (
        <Button className="bw-train-wide" size="compact-xs" variant="subtle" onClick={resetSetup}>
          {t("train.recipe.reset")}
        </Button>
      )}
    </fieldset>
  );
}

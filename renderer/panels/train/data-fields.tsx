import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DEFAULT_DATA } from "../../../shared/contracts/run-defaults";
import { datasets } from "../../../shared/data/registry";
import { chooseDataset, dataFacts, useOwnData } from "../../state/own-data";
import { changeData, changeSetup, OWN_DATA, useTrainSetup } from "../../state/train-setup";
import { AugmentationField } from "./augmentation-field";
import { NumberField } from "./number-field";
import { OwnDataFields } from "./own-data-fields";
import { IMAGE_SIZES } from "./readiness";
import { TestingField } from "./testing-field";

const MAX_TRAIN_IMAGES = 100_000;
const MAX_TEST_IMAGES = 20_000;
const MAX_SEED = 2 ** 31 - 1;

export function DataFields() {
  const { t } = useTranslation();
  const data = useTrainSetup((setup) => setup.data);
  const seed = useTrainSetup((setup) => setup.seed);
  const source = useOwnData((own) => own.source);
  const offered = [...datasets.all].sort(
    (a, b) => Number(b.id === DEFAULT_DATA.dataset) - Number(a.id === DEFAULT_DATA.dataset),
  );
  const dataset = dataFacts(data.dataset, { source });
  const sizes = [...new Set([...IMAGE_SIZES, data.size])].sort((a, b) => a - b);
  return (
    <fieldset className="bw-train-fields">
      <legend>{t("train.data.title")}</legend>
      <Select
        className="bw-train-two"
        label={t("train.data.dataset")}
        data={[
          ...offered.map(({ id, title }) => ({ value: id, label: title })),
          ...(source ? [{ value: OWN_DATA, label: source.title }] : []),
        ]}
        value={data.dataset}
        allowDeselect={false}
        onChange={(id) => id && chooseDataset(id)}
      />
      <NumberField
        label={t("train.data.classes")}
        value={data.classes}
        min={2}
        max={dataset.maxClasses}
        onChange={(classes) => changeData({ classes })}
      />
      <Select
        label={t("train.data.size")}
        data={sizes.map((size) => ({ value: `${size}`, label: t("train.data.sizeOption", { size }) }))}
        value={`${data.size}`}
        allowDeselect={false}
        classNames={{ input: "bw-numbers" }}
        onChange={(size) => size && changeData({ size: Number(size) })}
      />
      <CountFields />
      <NumberField
        label={t("train.data.seed")}
        help={t("train.data.seedHelp")}
        value={seed}
        min={0}
        max={MAX_SEED}
        onChange={(next) => changeSetup({ seed: next })}
      />
      {dataset.summary !== null && <p className="bw-train-note bw-train-wide">{dataset.summary}</p>}
      <OwnDataFields />
      <AugmentationField />
      <TestingField />
    </fieldset>
  );
}

/** How many images each split has. */
function CountFields() {
  const { t } = useTranslation();
  const { trainCount, validationCount = 0, testCount } = useTrainSetup((setup) => setup.data);
  return (
    <>
      <NumberField
        label={t("train.data.trainCount")}
        value={trainCount}
        min={10}
        max={MAX_TRAIN_IMAGES}
        step={500}
        onChange={(trainCount) => changeData({ trainCount })}
      />
      <NumberField
        label={t("train.data.validationCount")}
        help={t("train.data.validationCountHelp")}
        value={validationCount}
        min={0}
        max={MAX_TEST_IMAGES}
        step={100}
        onChange={(validationCount) => changeData({ validationCount })}
      />
      <NumberField
        label={t("train.data.testCount")}
        value={testCount}
        min={10}
        max={MAX_TEST_IMAGES}
        step={100}
        onChange={(testCount) => changeData({ testCount })}
      />
    </>
  );
}

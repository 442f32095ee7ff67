import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TestingKind } from "../../../shared/contracts/run";
import { testings, testingsByCost } from "../../../shared/data/testings";
import { changeSetup, useTrainSetup } from "../../state/train-setup";

const OPTIONS = testingsByCost.map(({ defaults, title }) => ({ value: defaults.kind, label: title }));

/** How the test images are looked at when the run has ended. */
export function TestingField() {
  const { t } = useTranslation();
  const chosen = useTrainSetup((setup) => setup.testing);
  return (
    <>
      <Select
        className="bw-train-wide"
        label={t("train.testing.title")}
        data={OPTIONS}
        value={chosen}
        allowDeselect={false}
        onChange={(kind) => kind && changeSetup({ testing: kind as TestingKind })}
      />
      <p className="bw-train-note bw-train-wide">{testings.require(chosen).summary}</p>
    </>
  );
}

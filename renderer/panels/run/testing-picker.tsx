import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TestingKind } from "../../../shared/contracts/run";
import { testings, testingsByCost } from "../../../shared/data/testings";
import { isActive } from "../../state/run-progress";
import { useTraining } from "../../state/training";
import { chooseTesting, useTesting } from "./classify";

const OPTIONS = testingsByCost.map(({ defaults, title }) => ({ value: defaults.kind, label: title }));

/** How the network looks at the picture: once, or in many views whose probabilities are averaged. */
export function TestingPicker() {
  const { t } = useTranslation();
  const kind = useTesting();
  const isTraining = useTraining((state) => isActive(state.run));
  return (
    <Select
      label={t("run.testing.title")}
      title={testings.require(kind).summary}
      data={OPTIONS}
      value={kind}
      disabled={isTraining}
      allowDeselect={false}
      onChange={(next) => next && void chooseTesting(next as TestingKind)}
    />
  );
}

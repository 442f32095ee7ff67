import { SegmentedControl } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { createStore, useStore } from "zustand";
import { loadRuns, useRuns } from "../../state/runs";
import { useTraining } from "../../state/training";

type TrainTab = "current" | "runs";

const tabStore = createStore<{ readonly tab: TrainTab }>(() => ({ tab: "current" }));

export function useTrainTab(): TrainTab {
  return useStore(tabStore, (state) => state.tab);
}

export function showTrainTab(tab: TrainTab): void {
  tabStore.setState({ tab });
}

/** What is being prepared or trained, or what was trained before. */
export function TrainTabs() {
  const { t } = useTranslation();
  const tab = useTrainTab();
  const hasRun = useTraining((state) => state.run !== null);
  const count = useRuns((state) => state.runs.length);
  useEffect(() => void loadRuns(), []);
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label={t("train.tabs.label")}
      data={[
        { value: "current", label: t(hasRun ? "train.tabs.run" : "train.tabs.setup") },
        { value: "runs", label: count === 0 ? t("train.tabs.runs") : t("train.tabs.runsCount", { count }) },
      ]}
      value={tab}
      onChange={(next) => showTrainTab(next as TrainTab)}
    />
  );
}

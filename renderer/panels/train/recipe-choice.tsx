import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { trainingMemory } from "../../../shared/analysis/training-memory";
import { abouts } from "../../../shared/networks/about-registry";
import { fitRecipe, type RecipeChange } from "../../../shared/networks/fit-recipe";
import { useProject } from "../../state/project";
import { changeSetup, INITIAL_SETUP, type TrainSetup, useTrainSetup } from "../../state/train-setup";

/** What a WASM memory can hold besides kernels' own room, in bytes. */
const MEMORY_LIMIT = 1.5 * 2 ** 30;

type Choice = "quick" | "published" | "own";

/** A recipe to begin with: ours for small data, or the one that the open network was published with. */
export function RecipeChoice() {
  const { t } = useTranslation();
  const setup = useTrainSetup((whole) => whole);
  const totals = useProject((state) => state.analysis.totals);
  const origin = useProject((state) => state.history.present.origin);
  const published = abouts.get(origin?.network ?? "")?.published;
  const fitted =
    published &&
    fitRecipe(published, {
      trainCount: setup.data.trainCount,
      epochs: setup.epochs,
      fits: (batch) => trainingMemory(totals, batch, published.optimiser).total <= MEMORY_LIMIT,
    });
  const quick = quickSettings();
  const chosen: Choice =
    fitted && holds(setup, fitted.settings) ? "published" : holds(setup, quick) ? "quick" : "own";
  const options: readonly { readonly value: Choice; readonly label: string }[] = [
    { value: "quick", label: t("train.published.quick") },
    ...(published
      ? [{ value: "published" as const, label: t("train.published.published", { cite: published.cite }) }]
      : []),
    ...(chosen === "own" ? [{ value: "own" as const, label: t("train.published.own") }] : []),
  ];
  return (
    <>
      <Select
        className="bw-train-wide"
        label={t("train.published.label")}
        data={options}
        value={chosen}
        allowDeselect={false}
        onChange={(choice) => {
          if (choice === "quick") changeSetup(quick);
          if (choice === "published" && fitted) changeSetup(fitted.settings);
        }}
      />
      {chosen === "published" && fitted && <Changes changes={fitted.changes} />}
    </>
  );
}

function Changes({ changes }: { readonly changes: readonly RecipeChange[] }) {
  const { t } = useTranslation();
  if (changes.length === 0) return null;
  return (
    <ul className="bw-train-note bw-train-wide bw-recipe-changes">
      {changes.map((change) => (
        <li key={change.kind}>
          {change.kind === "length"
            ? t(`train.published.length.${change.published.unit}`, {
                amount: change.published.amount.toLocaleString("en-US"),
                count: change.used,
              })
            : t(`train.published.${change.kind}${change.kind === "batch" ? `.${change.why}` : ""}`, {
                ...change,
              })}
        </li>
      ))}
    </ul>
  );
}

function quickSettings() {
  const {
    data: _,
    seed: __,
    epochs: ___,
    patience: ____,
    keepBest: _____,
    testing: ______,
    ...recipe
  } = INITIAL_SETUP;
  return recipe;
}

function holds(setup: TrainSetup, wanted: Partial<TrainSetup>): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => JSON.stringify(setup[key as keyof TrainSetup]) === JSON.stringify(value),
  );
}

import { Radio } from "@mantine/core";
import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Document } from "../../../shared/graph/document";
import { integer } from "../../../shared/layers/params";
import { IntegerField } from "../../panels/inspector/fields/integer-field";
import { isSameNetwork, type Model, useModel } from "../../state/model";
import type { ModelWeights } from "../../state/model-weights";
import { text } from "../../text/i18n";

export interface WeightChoice {
  /** Trained or loaded weights that fit the network. */
  readonly model: Model | null;
  /** There are such weights, of another network. */
  readonly isStale: boolean;
  readonly isRandom: boolean;
  readonly seed: number;
  readonly chosen: {
    readonly weights: ModelWeights | null;
    readonly seed: number;
    readonly classNames: readonly string[] | null;
  };
  chooseRandom(random: boolean): void;
  chooseSeed(seed: number): void;
}

/** Which weights go along: those of the Run panel where they fit, else random ones. */
export function useWeightChoice(document: Document): WeightChoice {
  const held = useModel(({ model }) => (model?.weights ? model : null));
  const fits = useMemo(() => held !== null && isSameNetwork(held.document, document), [held, document]);
  const [wantsRandom, chooseRandom] = useState(false);
  const [seed, chooseSeed] = useState(1);
  const model = fits ? held : null;
  const isRandom = wantsRandom || model === null;
  const chosen = isRandom
    ? { weights: null, seed, classNames: null }
    : { weights: model.weights, seed, classNames: model.classNames };
  return { model, isStale: held !== null && !fits, isRandom, seed, chosen, chooseRandom, chooseSeed };
}

const SEED = integer({ label: "", help: "", default: 1, min: 0, max: 4294967295 });

export function WeightFields({ choice }: { readonly choice: WeightChoice }) {
  const { t } = useTranslation();
  const label = useId();
  const { model, isStale, isRandom, seed, chooseRandom, chooseSeed } = choice;
  return (
    <div className="bw-param">
      <span className="bw-param-label" id={label}>
        {t("export.weights.title")}
      </span>
      <div className="bw-export-weights">
        {model ? (
          <div className="bw-export-weights" role="radiogroup" aria-labelledby={label}>
            <Radio size="xs" label={nameOf(model)} checked={!isRandom} onChange={() => chooseRandom(false)} />
            <Radio
              size="xs"
              label={t("export.weights.random")}
              checked={isRandom}
              onChange={() => chooseRandom(true)}
            />
          </div>
        ) : (
          <span>{t("export.weights.random")}</span>
        )}
        {isRandom && (
          <div className="bw-export-seed" data-nested={model !== null || undefined}>
            <span id={`${label}-seed`}>{t("export.weights.seed")}</span>
            <IntegerField labelId={`${label}-seed`} spec={SEED} value={seed} onChange={chooseSeed} />
          </div>
        )}
        {isStale && <p className="bw-export-note">{t("export.weights.changed")}</p>}
      </div>
    </div>
  );
}

function nameOf({ origin, fileName }: Model): string {
  return origin === "file" ? text("export.weights.file", { name: fileName }) : text("export.weights.trained");
}

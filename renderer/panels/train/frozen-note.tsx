import { useDeferredValue, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { frozenShare } from "../../../shared/analysis/frozen-share";
import { formatInteger } from "../../../shared/base/format";
import { useProject } from "../../state/project";
import { frozenIn } from "../../state/train-setup";

/** How much of a network that can be trained stays as it is; nothing where all of it moves. */
export function FrozenNote() {
  const { t } = useTranslation();
  const analysis = useDeferredValue(useProject((state) => state.analysis));
  const document = useDeferredValue(useProject((state) => state.history.present));
  const share = useMemo(() => {
    const frozen = frozenIn(document);
    return frozen.length > 0 && analysis.problems.length === 0 ? frozenShare(analysis, frozen) : null;
  }, [analysis, document]);
  if (!share || share.frozenLayers === 0) return null;
  return (
    <p className="bw-train-note">
      {t(share.trainable > 0 ? "train.ready.frozen" : "train.ready.allFrozen", {
        count: share.frozenLayers,
        trainable: formatInteger(share.trainable),
        params: formatInteger(share.params),
      })}
    </p>
  );
}

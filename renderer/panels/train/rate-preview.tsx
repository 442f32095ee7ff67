import { useTranslation } from "react-i18next";
import { rateAt } from "../../../shared/contracts/schedule";
import { scheduleOfSetup, stepsOf, useTrainSetup } from "../../state/train-setup";

const WIDTH = 240;
const HEIGHT = 36;
const POINTS = 120;

/** The learning rate over the run, as the schedule will have it. */
export function RatePreview() {
  const { t } = useTranslation();
  const setup = useTrainSetup((whole) => whole);
  const steps = stepsOf(setup);
  const schedule = scheduleOfSetup(setup);
  const points = Array.from({ length: POINTS }, (_, index) => {
    const share = index / (POINTS - 1);
    const step = 1 + Math.round(share * (steps - 1));
    const rate = rateAt(schedule, 1, step, steps, 0);
    return `${(share * WIDTH).toFixed(1)},${((1 - rate) * HEIGHT).toFixed(1)}`;
  });
  return (
    <figure className="bw-rate bw-train-wide">
      <svg
        viewBox={`0 -1 ${WIDTH} ${HEIGHT + 2}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t("train.recipe.ratePreview", { schedule: t(`train.recipe.schedules.${schedule.kind}`) })}
      >
        <polyline points={points.join(" ")} />
      </svg>
      {schedule.kind === "plateau" && <figcaption>{t("train.recipe.plateauNote")}</figcaption>}
    </figure>
  );
}

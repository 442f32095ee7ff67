import { Loader } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { HeatMap } from "../../../shared/contracts/inside";
import type { Subject } from "../../state/inside";
import { rampGradient } from "../../ui/ramp";
import { ScalarCanvas } from "../../ui/scalar-canvas";
import { Overlay } from "./overlay";

export interface HeatStageProps {
  readonly subject: Subject;
  /** Method and class, and what the method asks for. */
  readonly controls: ReactNode;
  /** What the map says, in words. */
  readonly children: ReactNode;
  readonly map: HeatMap | null;
  readonly label: string;
  /** Of the scale's upper end. */
  readonly most: string;
  readonly busy?: boolean;
  readonly error: string | null;
}

/** A heat map over the picture, with its controls on one side and its meaning on the other. */
export function HeatStage(props: HeatStageProps) {
  const { t } = useTranslation();
  const { subject, controls, children, map, label, most, busy = false, error } = props;
  const max = map ? map.data.reduce((a, b) => Math.max(a, b), 0) : 0;
  return (
    <div className="bw-inside-columns bw-inside-where">
      <section className="bw-inside-facts" aria-label={t("inside.where.controls")}>
        {controls}
      </section>
      <section className="bw-inside-main" aria-label={t("inside.where.title")}>
        <Overlay subject={subject} caption={t("inside.opacity")}>
          {(opacity) =>
            map && (
              <ScalarCanvas
                data={map.data}
                width={map.columns}
                height={map.rows}
                min={0}
                max={max}
                smooth
                opacity={opacity}
                label={label}
              />
            )
          }
        </Overlay>
      </section>
      <section className="bw-inside-side bw-inside-meaning">
        <p>
          <strong>{label}</strong>
        </p>
        {error !== null && (
          <p className="bw-inside-error" role="alert">
            {error}
          </p>
        )}
        {busy && (
          <p className="bw-inside-note">
            <Loader size={14} aria-hidden /> {t("inside.looking")}
          </p>
        )}
        {map && max === 0 && <p className="bw-inside-note">{t("inside.where.nothing")}</p>}
        {map && max > 0 && (
          <div className="bw-inside-scale bw-numbers">
            <span>0</span>
            <span className="bw-legend-bar" style={{ background: rampGradient("sequential") }} aria-hidden />
            <span>{most}</span>
          </div>
        )}
        {children}
      </section>
    </div>
  );
}

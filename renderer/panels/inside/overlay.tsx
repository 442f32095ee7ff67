import { Slider } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Subject } from "../../state/inside";
import { PixelCanvas } from "../run/pixel-canvas";
import { choose, useChoices } from "./choices";
import { pictureStyle } from "./picture-style";

interface OverlayProps {
  readonly subject: Subject;
  readonly caption: string;
  readonly children: (opacity: number) => ReactNode;
}

/** Something over the picture, as clear as the slider says. */
export function Overlay({ subject, caption, children }: OverlayProps) {
  const { t } = useTranslation();
  const opacity = useChoices((choices) => choices.opacity);
  const { width, height } = subject.seen;
  return (
    <>
      <div className="bw-inside-stage">
        <div className="bw-inside-picture" style={pictureStyle(width, height)}>
          <PixelCanvas image={subject.seen} pixelated label={t("inside.picture")} />
          {children(opacity)}
        </div>
      </div>
      <div className="bw-inside-under">
        <span>{caption}</span>
        <Slider
          className="bw-inside-opacity"
          size="xs"
          min={0}
          max={1}
          step={0.05}
          value={opacity}
          label={(value) => `${Math.round(value * 100)} %`}
          onChange={(value) => choose({ opacity: value })}
          thumbLabel={t("inside.opacity")}
        />
      </div>
    </>
  );
}

import { useTranslation } from "react-i18next";
import { useClassify } from "./classify";
import { PixelCanvas } from "./pixel-canvas";

/** The picture after cropping and resizing, pixel by pixel. */
export function SeenView() {
  const { t } = useTranslation();
  const seen = useClassify((state) => state.answer?.seen ?? null);
  const size = { width: seen?.width, height: seen?.height };
  return (
    <div className="bw-seen" data-empty={seen === null || undefined}>
      {seen ? (
        <figure className="bw-run-figure">
          <PixelCanvas image={seen} pixelated label={t("run.seen.alt", size)} />
          <figcaption className="bw-numbers">
            <span>{t("run.seen.title")}</span>
            <span>{t("run.picture.size", size)}</span>
          </figcaption>
        </figure>
      ) : (
        <p className="bw-run-note">{t("run.seen.none")}</p>
      )}
    </div>
  );
}

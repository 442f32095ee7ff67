import { useTranslation } from "react-i18next";
import { useZoom } from "../state/canvas-controls";

export function ZoomLevel() {
  const { t } = useTranslation();
  const zoom = useZoom();
  return <span className="bw-numbers bw-zoom">{t("app.zoom", { percent: Math.round(zoom * 100) })}</span>;
}

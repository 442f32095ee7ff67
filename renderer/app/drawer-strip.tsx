import { useTranslation } from "react-i18next";
import { panelsIn } from "../panels/registry";
import { showPanel } from "./areas";

/** The closed drawer: without its names nobody would look for training under an icon. */
export function DrawerStrip() {
  const { t } = useTranslation();
  return (
    <nav className="bw-area-tabs bw-drawer-strip" data-many aria-label={t("app.area.drawer")}>
      {panelsIn("drawer").map(({ id, icon: Glyph }) => (
        <button key={id} type="button" className="bw-tab" onClick={() => showPanel(id)}>
          <Glyph size={15} stroke={1.75} aria-hidden />
          <span className="bw-tab-name">{t(`panel.${id}`)}</span>
        </button>
      ))}
    </nav>
  );
}

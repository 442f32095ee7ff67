import { IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useDeferredValue, useId } from "react";
import { useTranslation } from "react-i18next";
import type { PanelArea } from "../panels/define";
import { panels, panelsIn } from "../panels/registry";
import { useSettings } from "../state/settings";
import { IconButton } from "../ui/icon-button";
import { closeArea, showPanel } from "./areas";
import { Guard } from "./errors";

/** The panels of one area as tabs. */
export function Area({ area }: { readonly area: PanelArea }) {
  const { t } = useTranslation();
  const id = useId();
  const shown = useSettings((settings) => settings[area]);
  const tabs = panelsIn(area);
  const panel = panels.get(shown ?? "") ?? tabs[0];
  // When a network opens, its graph comes first: panels are rendered while its layout is worked out.
  const isReady = useDeferredValue(true, false);
  if (!panel) return null;
  const Content = panel.component;
  return (
    <section className="bw-area" aria-label={t(`app.area.${area}`)}>
      <div className="bw-area-tabs" role="tablist" data-many={tabs.length > 4} onKeyDown={moveBetweenTabs}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            id={`${id}-${tab.id}`}
            type="button"
            role="tab"
            className="bw-tab"
            title={t(`panel.${tab.id}`)}
            aria-selected={tab.id === panel.id}
            aria-controls={`${id}-body`}
            tabIndex={tab.id === panel.id ? 0 : -1}
            onClick={() => showPanel(tab.id)}
          >
            <tab.icon size={15} stroke={1.75} aria-hidden />
            <span className="bw-tab-name">{t(`panel.${tab.id}`)}</span>
          </button>
        ))}
        <span className="bw-spacer" />
        <IconButton icon={IconX} label={t("app.closeArea")} size={14} onClick={() => closeArea(area)} />
      </div>
      <div id={`${id}-body`} className="bw-area-body" role="tabpanel" aria-labelledby={`${id}-${panel.id}`}>
        <Guard key={panel.id}>{isReady && <Content />}</Guard>
      </div>
    </section>
  );
}

/** Arrow keys walk through the tabs, as in every tab list. */
function moveBetweenTabs(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (step === 0) return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("[role=tab]")];
  const at = tabs.indexOf(document.activeElement as HTMLButtonElement);
  const next = tabs[(at + step + tabs.length) % tabs.length];
  next?.focus();
  next?.click();
}

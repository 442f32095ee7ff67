import { IconChevronRight, IconStack2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { nodeAt } from "../../shared/blocks/edit-inside";
import type { NodePath } from "../../shared/graph/document";
import { useZoom } from "../state/canvas-controls";
import { useProject } from "../state/project";
import { useSession } from "../state/session";
import { useSettings } from "../state/settings";
import { CommandButton } from "../ui/command-button";
import { enterAndShow, leaveAndShow } from "./gestures/keyboard";
import { useScene } from "./scene";
import { shapesFrom } from "./use-level-of-detail";

/** What to do with a canvas that holds nothing yet. */
export function EmptyCanvas() {
  const { t } = useTranslation();
  const isEmpty = useProject(({ history }) => Object.keys(history.present.graph.nodes).length === 0);
  if (!isEmpty) return null;
  return (
    <div className="bw-canvas-empty">
      <IconStack2 size={36} stroke={1.25} aria-hidden />
      <h2>{t("canvas.empty.title")}</h2>
      <p>{t("canvas.empty.body")}</p>
      <CommandButton id="insert.find" words />
    </div>
  );
}

/** Which block was entered, and the way out. */
export function Breadcrumbs() {
  const { t } = useTranslation();
  const frame = useSession((session) => session.frame);
  const document = useProject(({ history }) => history.present);
  if (frame === "") return null;
  const ids = frame.split("/");
  const paths = ids.map((_, depth) => ids.slice(0, depth + 1).join("/"));
  return (
    <nav className="bw-breadcrumbs" aria-label={t("canvas.where")}>
      <button type="button" onClick={() => leaveTo("", frame)}>
        {document.name}
      </button>
      {paths.map((path) => (
        <span key={path}>
          <IconChevronRight size={13} aria-hidden />
          <button
            type="button"
            aria-current={path === frame || undefined}
            onClick={() => leaveTo(path, frame)}
          >
            {nodeAt(document, path)?.name ?? path}
          </button>
        </span>
      ))}
    </nav>
  );
}

function leaveTo(path: NodePath, from: NodePath): void {
  if (path !== "") enterAndShow(path);
  else for (let left = from.split("/").length; left > 0; left--) leaveAndShow();
}

/** Says so when the shapes that were asked for are left out from afar. */
export function ShapesNotice() {
  const { t } = useTranslation();
  const isWanted = useSettings((settings) => settings.edgeShapes);
  useScene(({ layout }) => layout.flow);
  const isTooFar = useZoom() < shapesFrom();
  if (!isWanted || !isTooFar) return null;
  return (
    <div className="bw-canvas-notice" role="status">
      {t("canvas.shapesHidden", { percent: Math.round(shapesFrom() * 100) })}
    </div>
  );
}

/** Says so when the picture takes time, or is not the best one. */
export function LayoutNotice() {
  const { t } = useTranslation();
  const isPlain = useScene((scene) => scene.isPlain);
  const isLate = useScene((scene) => scene.isLate);
  if (!isPlain && !isLate) return null;
  return (
    <div className="bw-canvas-notice" role="status">
      {t(isLate ? "canvas.layingOut" : "canvas.plain")}
    </div>
  );
}

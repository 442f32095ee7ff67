import { blocks } from "../../shared/blocks/registry";
import { layers } from "../../shared/layers/registry";
import { catalogueText } from "../text/i18n";

export function layerTitle(type: string): string {
  return catalogueText(`layer.${type}.title`, layers.get(type)?.title ?? type);
}

export function blockTitle(id: string): string {
  return catalogueText(`block.${id}.title`, blocks.get(id)?.title ?? id);
}

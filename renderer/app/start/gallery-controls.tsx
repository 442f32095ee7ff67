import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AnyNetworkDefinition } from "../../../shared/networks/define";
import { networks } from "../../../shared/networks/registry";
import { openNetworkFromCatalogue } from "../project-files";
import {
  changeGallery,
  type GallerySort,
  type GalleryView,
  SORTS,
  useGallery,
  VIEWS,
} from "./gallery-choice";
import { groupByFamily } from "./network-facts";

const FAMILIES = groupByFamily(networks.all).map(({ name }) => name);
const YEARS = [...new Set(networks.all.map(({ year }) => year))].sort().map(String);

/** Search, filters, order and view of the gallery. */
export function GalleryControls({ shown }: { readonly shown: readonly AnyNetworkDefinition[] }) {
  const { t } = useTranslation();
  const { query, family, year, sort, view } = useGallery();
  const [first] = shown;
  return (
    <div className="bw-gallery-controls">
      <TextInput
        className="bw-gallery-search"
        aria-label={t("start.search")}
        placeholder={t("start.search")}
        leftSection={<IconSearch size={15} aria-hidden />}
        value={query}
        autoFocus
        onChange={(event) => changeGallery({ query: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === "Enter" && first) void openNetworkFromCatalogue(first.id);
          if (event.key === "Escape") changeGallery({ query: "" });
          if (event.key === "ArrowDown") document.querySelector<HTMLElement>(".bw-tile")?.focus();
        }}
      />
      <Select
        aria-label={t("start.filter.family")}
        placeholder={t("start.filter.allFamilies")}
        w={150}
        data={FAMILIES}
        value={family}
        clearable
        onChange={(value) => changeGallery({ family: value })}
      />
      <Select
        aria-label={t("start.filter.year")}
        placeholder={t("start.filter.allYears")}
        w={104}
        data={YEARS}
        value={year === null ? null : String(year)}
        clearable
        onChange={(value) => changeGallery({ year: value === null ? null : Number(value) })}
      />
      {view === "cards" && (
        <Select
          aria-label={t("start.sort.label")}
          w={150}
          data={SORTS.map((value) => ({ value, label: t(`start.sort.${value}`) }))}
          value={sort}
          allowDeselect={false}
          onChange={(value) => changeGallery({ sort: (value ?? "family") as GallerySort })}
        />
      )}
      <span className="bw-spacer" />
      <span className="bw-dim bw-numbers" role="status">
        {t("start.count", { count: shown.length })}
      </span>
      <SegmentedControl
        aria-label={t("start.view.label")}
        size="xs"
        data={VIEWS.map((value) => ({ value, label: t(`start.view.${value}`) }))}
        value={view}
        onChange={(value) => changeGallery({ view: value as GalleryView })}
      />
    </div>
  );
}

import { createStore, useStore } from "zustand";
import { errorMessage } from "../../shared/base/assert";
import type { DataSpec, RunSpec } from "../../shared/contracts/run";
import { DEFAULT_DATA } from "../../shared/contracts/run-defaults";
import { type LoadedImages, loadImages } from "../../shared/data/load-images";
import { openSource } from "../../shared/data/open-source";
import { datasets } from "../../shared/data/registry";
import type { DataFile, DataPorts, DataSource } from "../../shared/data/source";
import { storedSize } from "../../shared/data/stored-size";
import { clearImageCache, imageCache } from "./image-cache";
import { changeData, looksOf, OWN_DATA, type TrainSetup, trainSetupStore } from "./train-setup";

export interface OwnData {
  readonly source: DataSource | null;
  /** As the form asks for them; null while they are being decoded. */
  readonly loaded: LoadedImages | null;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly error: string | null;
}

const EMPTY: OwnData = { source: null, loaded: null, progress: null, error: null };

/** People's own pictures: listed once, decoded anew when the form asks for another size, number or split. */
export const ownDataStore = createStore<OwnData>(() => EMPTY);

export function useOwnData<T>(select: (state: OwnData) => T): T {
  return useStore(ownDataStore, select);
}

/** More than any folder has. */
const EVERYTHING = 1e7;
const ALL_OF_IT = { trainCount: EVERYTHING, validationCount: EVERYTHING, testCount: EVERYTHING };
/** Long enough that typing a number does not decode a folder for each digit. */
const DEBOUNCE_MS = 250;
/** How long decoding may hold up the page before it lets the page have its turn, in milliseconds. */
const SLICE_MS = 8;

/** What is loaded, or being loaded: the part of the form that decides it. */
let wanted = "";
let timer: ReturnType<typeof setTimeout> | undefined;

trainSetupStore.subscribe(({ data }) => {
  if (data.dataset !== OWN_DATA) {
    forget();
    return;
  }
  if (wish() === wanted) return;
  forget();
  wanted = wish();
  timer = setTimeout(() => void load(), DEBOUNCE_MS);
});

/** Stops a decoding under way as well. */
function forget(): void {
  if (wanted === "") return;
  wanted = "";
  clearTimeout(timer);
  ownDataStore.setState({ loaded: null, error: null, progress: null });
}

/** Another dataset: of a built-in one as many images as by default, of people's own all. */
export function chooseDataset(dataset: string): void {
  const { classNames, maxClasses } = dataFacts(dataset, ownDataStore.getState());
  const before = trainSetupStore.getState().data;
  if (dataset === OWN_DATA) changeData({ dataset, classes: classNames.length, ...ALL_OF_IT });
  else if (before.dataset === OWN_DATA)
    changeData({
      ...DEFAULT_DATA,
      dataset,
      size: before.size,
      classes: Math.min(DEFAULT_DATA.classes, maxClasses),
    });
  else changeData({ dataset, classes: Math.min(before.classes, maxClasses) });
}

/** Takes a chosen folder in place of the dataset. What is wrong with it ends up in the store. */
export async function chooseOwnData(
  title: string,
  files: readonly DataFile[],
  ports: DataPorts,
): Promise<void> {
  try {
    const source = await openSource(title, files, ports);
    forget();
    ownDataStore.setState({ ...EMPTY, source });
    chooseDataset(OWN_DATA);
  } catch (thrown) {
    refuseOwnData(thrown);
  }
}

/** Deletes the decoded images from disk, and goes back to a built-in dataset. */
export async function deleteStoredImages(): Promise<void> {
  chooseDataset(DEFAULT_DATA.dataset);
  ownDataStore.setState(EMPTY);
  await clearImageCache();
}

export function refuseOwnData(reason: unknown): void {
  ownDataStore.setState({ error: errorMessage(reason) });
}

/** What a run takes along: nothing for a built-in dataset, null while people's own are not decoded yet. */
export function imagesForRun({ dataset }: Pick<DataSpec, "dataset">): Pick<RunSpec, "images"> | null {
  if (dataset !== OWN_DATA) return {};
  const { loaded } = ownDataStore.getState();
  return loaded && { images: loaded.images };
}

export interface DataFacts {
  readonly summary: string | null;
  readonly maxClasses: number;
  readonly classNames: readonly string[];
}

/** Of a built-in dataset, or of people's own. */
export function dataFacts(dataset: string, { source }: Pick<OwnData, "source">): DataFacts {
  if (dataset === OWN_DATA) {
    const { classNames } = source ?? { classNames: [] };
    return { summary: null, maxClasses: classNames.length, classNames };
  }
  const { summary, maxClasses, classNames } = datasets.require(dataset);
  return { summary, maxClasses, classNames: classNames(maxClasses) };
}

function wish(): string {
  return wishOf(trainSetupStore.getState());
}

function wishOf(setup: TrainSetup): string {
  return JSON.stringify([setup.data, setup.seed, setup.augmentation, setup.testing]);
}

async function load(): Promise<void> {
  const { source } = ownDataStore.getState();
  if (!source) return;
  const own = wanted;
  const setup = trainSetupStore.getState();
  const { data, seed } = setup;
  const { trainCount, validationCount = 0, testCount } = data;
  const wished = {
    trainCount: countOf(trainCount),
    validationCount: countOf(validationCount),
    testCount: countOf(testCount),
  };
  const most = Math.min(source.images.length, trainCount + validationCount + testCount);
  const size = storedSize(data.size, most, looksOf(setup));
  const store = imageCache();
  let sliceStart = performance.now();
  try {
    const loaded = await loadImages(
      source,
      { size, classes: data.classes, seed, ...wished, ...(store ? { store } : {}) },
      async (done, total) => {
        if (performance.now() - sliceStart < SLICE_MS) return;
        ownDataStore.setState({ progress: { done, total } });
        await new Promise((resolve) => setTimeout(resolve));
        sliceStart = performance.now();
        if (own !== wanted) throw new Error("another choice was made");
      },
    );
    if (own !== wanted) return;
    const { train, test } = loaded.images;
    const counts = {
      trainCount: train.count,
      validationCount: loaded.validationCount,
      testCount: test.count,
    };
    wanted = wishOf({ ...setup, data: { ...data, ...counts } });
    ownDataStore.setState({ loaded, progress: null });
    changeData(counts);
  } catch (thrown) {
    if (own === wanted) ownDataStore.setState({ error: errorMessage(thrown), progress: null });
  }
}

function countOf(count: number): number {
  return count >= EVERYTHING ? Number.POSITIVE_INFINITY : count;
}

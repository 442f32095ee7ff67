import { expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { nodeAnalysisAt } from "../../../shared/analysis/find";
import { leavesOf } from "../../../shared/analysis/leaves";
import type { Params } from "../../../shared/graph/document";
import { heldShape, shapeText } from "../../../shared/layers/shape";
import { networks, openNetwork } from "../../../shared/networks/registry";

const analyser = createAnalyser();

/**
 * Trainable parameters and multiply-adds, as literal numbers from the fact sheet of the project; the section of the
 * sheet stands in front. None of them is computed by this code base.
 */
const TOTALS: readonly (readonly [
  section: string,
  id: string,
  params: Params,
  count: number,
  macs: number,
])[] = [
  ["3", "alexnet", {}, 60965224, 724406816],
  ["3", "alexnet-ungrouped", {}, 62378344, 1135256096],
  ["3", "alexnet-owt", {}, 61100840, 714188480],
  ["4", "zfnet", {}, 62357608, 1168032896],
  ["4", "zfnet-b", {}, 107627624, 2476704896],
  ["5", "overfeat-fast", {}, 145920872, 2801403904],
  ["5", "overfeat-accurate", {}, 144656488, 5355446784],
  ["6", "cnn-f", {}, 60834536, 724005632],
  ["6", "cnn-m", {}, 102908520, 1676172320],
  ["6", "cnn-m-2048", {}, 92469864, 1665735712],
  ["6", "cnn-m-1024", {}, 87250536, 1660517408],
  ["6", "cnn-m-128", {}, 82683624, 1655951392],
  ["6", "cnn-s", {}, 102908520, 2927705120],
  ["6", "cnn-s-released", {}, 102908520, 2637708320],
  ["7", "vgg-a", {}, 132863336, 7609090048],
  ["7", "vgg-a-lrn", {}, 132863336, 7609090048],
  ["7", "vgg-b", {}, 133047848, 11308466176],
  ["7", "vgg-c", {}, 133638952, 11770888192],
  ["7", "vgg-d", {}, 138357544, 15470264320],
  ["7", "vgg-e", {}, 143667240, 19632062464],
  ["8", "nin-cifar10", {}, 966986, 222486528],
  ["8", "nin-cifar10", { classes: 100 }, 984356, 222486528 + 64 * 192 * 90],
  ["8", "nin-imagenet", {}, 7595176, 1100188800],
  ["8", "nin-imagenet", { height: 227, width: 227 }, 7595176, 1105996320],
  ["9.1", "inception-module-naive", {}, 387296, 303464448],
  ["9.1", "inception-module", {}, 163696, 128049152],
  ["9.2", "googlenet", {}, 6998552, 1582671872],
  ["9.2", "googlenet", { aux: true }, 13378280, 1582671872 + 2 * (1024 * 2048 + 1024000) + 16 * 128 * 1040],
  ["9.3", "inception-v2", {}, 11194984, 2018851840],
  ["9.3", "inception-v2", { widths: "printed" }, 11285224, 2032600064],
  ["9.4", "inception-v3", {}, 23834568, 5713216096],
  ["9.4", "inception-v3", { aux: true }, 27161264, 5713216096 + 98304 * 25 + 2457600 + 768000],
  ["9.5", "inception-v4", { aux: true }, 46039280, 12253974624 + 131072 * 25 + 2457600 + 768000],
  ["9.5", "inception-v4", {}, 42679816, 12253974624],
  ["9.6", "inception-resnet-v1", {}, 22756328, 6206361696],
  ["9.7", "inception-resnet-v2", {}, 55843464, 13155794016],
  // The sheet's 59,179,952 are without gamma: beside it, that of the network and of the head's two units.
  [
    "9.7",
    "inception-resnet-v2",
    { aux: true },
    59179952 + (55843464 - 55813192) + 128 + 768,
    13155794016 + 139264 * 25 + 2457600 + 768000,
  ],
  ["9.7", "inception-resnet-v2-paper", {}, 32433928, 9257953632],
  ["9.7", "inception-resnet-v2-paper", { repeats: "10-20-10" }, 55284488, 14142011232],
  ["10", "plain-18", {}, 11515688, 1794805760],
  ["10", "plain-34", {}, 21623848, 3644493824],
  ["10", "resnet-18", {}, 11689512, 1814073344],
  ["10", "resnet-18", { shortcut: "A" }, 11515688, 1794805760],
  ["10", "resnet-34", {}, 21797672, 3663761408],
  ["10", "resnet-34", { shortcut: "A" }, 21623848, 3644493824],
  ["10", "resnet-34", { shortcut: "C" }, 22716840, 3830747136],
  ["10", "resnet-50", {}, 25557032, 4089184256],
  ["10", "resnet-50", { stridePlace: "1x1" }, 25557032, 3857973248],
  ["10", "resnet-101", {}, 44549160, 7801405440],
  ["10", "resnet-101", { stridePlace: "1x1" }, 44549160, 7570194432],
  ["10", "resnet-152", {}, 60192808, 11513626624],
  ["10", "resnet-152", { stridePlace: "1x1" }, 60192808, 11282415616],
  ["10.1", "resnet-cifar-20", {}, 269722, 40551040],
  ["10.1", "resnet-cifar-32", {}, 464154, 68862592],
  ["10.1", "resnet-cifar-44", {}, 658586, 97174144],
  ["10.1", "resnet-cifar-56", {}, 853018, 125485696],
  ["10.1", "resnet-cifar-110", {}, 1727962, 252887680],
  ["10.1", "plain-cifar-20", {}, 269722, 40551040],
  ["10.1", "plain-cifar-32", {}, 464154, 68862592],
  ["10.1", "plain-cifar-44", {}, 658586, 97174144],
  ["10.1", "plain-cifar-56", {}, 853018, 125485696],
  ["10.1", "plain-cifar-110", {}, 1727962, 252887680],
  ["11", "resnext-50-32x4d", {}, 25028904, 4230479872],
  ["11", "resnext-50-2x40d", {}, 25425000, 4124508160],
  ["11", "resnext-50-4x24d", {}, 25292968, 4159832064],
  ["11", "resnext-50-8x14d", {}, 25603016, 4267409408],
  ["11", "resnext-101-32x4d", {}, 44177704, 7969996800],
  ["11", "resnext-101-64x4d", {}, 83455272, 15460270080],
  ["11", "resnext-101-32x8d", {}, 88791336, 16414015488],
  ["12", "xception", {}, 22855952, 8357403496],
  ["13", "mobilenet-1.0", {}, 4231976, 568740352],
  ["13", "mobilenet-1.0", { height: 192, width: 192 }, 4231976, 418121728],
  ["13", "mobilenet-1.0", { height: 160, width: 160 }, 4231976, 290675200],
  ["13", "mobilenet-1.0", { height: 128, width: 128 }, 4231976, 186400768],
  ["13", "mobilenet-0.75", {}, 2585560, 325400448],
  ["13", "mobilenet-0.5", {}, 1331592, 149497088],
  ["13", "mobilenet-0.25", {}, 470072, 41030272],
  ["13", "mobilenet-1.0", { multiplier: 0.25 }, 470072, 41030272],
  ["14", "shufflenet-g1", {}, 1531936, 143078976],
  ["14", "shufflenet-g2", {}, 1733848, 140836512],
  ["14", "shufflenet-g3", {}, 1865728, 137460672],
  ["14", "shufflenet-g3", { scale: 0.5 }, 718324, 37589856],
  ["14", "shufflenet-g3", { scale: 1.5 }, 3442168, 292443552],
  ["14", "shufflenet-g3", { scale: 2 }, 5450776, 524045184],
  ["14", "shufflenet-g4", {}, 1968344, 134339776],
  ["14", "shufflenet-g8", {}, 2434768, 138365952],
  ["15", "fcn-32s", {}, 136152917, 181365854976],
  ["15", "fcn-16s", {}, 134815994, 181448086272],
  ["15", "fcn-8s", {}, 134489759, 181529034048],
];

test.each(TOTALS)("section %s: %s %j has its published totals", (_, id, params, count, macs) => {
  const { totals, problems } = analyser.analyse(openNetwork(id, params));
  expect({ params: totals.params, macs: totals.macs, problems }).toEqual({
    params: count,
    macs,
    problems: [],
  });
});

test("no network of the catalogue goes without published totals", () => {
  const held = new Set(TOTALS.map(([, id]) => id));
  expect(networks.all.map(({ id }) => id).filter((id) => !held.has(id))).toEqual([]);
});

/** Section 2, with the two moving statistics of each normalised channel: what Keras calls the total. */
test.each([
  ["inception-v2", 11214888],
  ["inception-v3", 23869000],
  ["inception-v4", 42742984],
  ["inception-resnet-v1", 22783368],
  ["inception-resnet-v2", 55904008],
  ["plain-18", 11523496],
  ["plain-34", 21639080],
  ["resnet-18", 11699112],
  ["resnet-34", 21814696],
  ["resnet-50", 25610152],
  ["resnet-101", 44654504],
  ["resnet-152", 60344232],
  ["resnet-cifar-20", 271098],
  ["plain-cifar-20", 271098],
  ["resnet-cifar-32", 466426],
  ["resnet-cifar-44", 661754],
  ["resnet-cifar-56", 857082],
  ["resnet-cifar-110", 1736058],
  ["resnext-50-32x4d", 25097128],
  ["resnext-101-32x4d", 44315560],
  ["xception", 22910480],
  ["mobilenet-1.0", 4253864],
  ["mobilenet-0.75", 2601976],
  ["mobilenet-0.5", 1342536],
  ["mobilenet-0.25", 475544],
  ["shufflenet-g1", 1546624],
  ["shufflenet-g2", 1754248],
  ["shufflenet-g3", 1890208],
  ["shufflenet-g4", 1996088],
  ["shufflenet-g8", 2473936],
])("section 2: %s with its moving statistics", (id, count) => {
  const { totals } = analyser.analyse(openNetwork(id));
  expect(totals.params + totals.buffers).toBe(count);
});

/** Option B adds 2,752 parameters to the five CIFAR networks: two projections and their normalisations. */
test.each([
  [20, 272474],
  [32, 466906],
  [44, 661338],
  [56, 855770],
  [110, 1730714],
])("section 10.1: resnet-cifar-%d with option B", (depth, count) => {
  const { totals } = analyser.analyse(openNetwork(`resnet-cifar-${depth}`, { shortcut: "B" }));
  expect(totals.params).toBe(count);
});

/** Path of a node, its output, its parameters and its multiply-adds. */
type Stage = readonly [path: string, output: string, params: number, macs: number];

const STAGES: Readonly<Record<string, readonly Stage[]>> = {
  alexnet: [
    ["conv1/conv", "55×55×96", 34944, 105415200],
    ["conv1", "27×27×96", 34944, 105415200],
    ["conv2/conv", "27×27×256", 307456, 223948800],
    ["conv2", "13×13×256", 307456, 223948800],
    ["conv3", "13×13×384", 885120, 149520384],
    ["conv4", "13×13×384", 663936, 112140288],
    ["conv5/conv", "13×13×256", 442624, 74760192],
    ["conv5", "6×6×256", 442624, 74760192],
    ["fc6", "4096", 37752832, 37748736],
    ["fc7", "4096", 16781312, 16777216],
    ["fc8", "1000", 4097000, 4096000],
  ],
  zfnet: [
    ["conv1/conv", "110×110×96", 14208, 170755200],
    ["conv1", "55×55×96", 14208, 170755200],
    ["conv2/conv", "26×26×256", 614656, 415334400],
    ["conv2", "13×13×256", 614656, 415334400],
    ["conv3", "13×13×384", 885120, 149520384],
    ["conv4", "13×13×384", 1327488, 224280576],
    ["conv5", "6×6×256", 884992, 149520384],
    ["fc6", "4096", 37752832, 37748736],
  ],
  "overfeat-fast": [
    ["conv1/conv", "56×56×96", 34944, 109283328],
    ["conv1", "28×28×96", 34944, 109283328],
    ["conv2/conv", "24×24×256", 614656, 353894400],
    ["conv2", "12×12×256", 614656, 353894400],
    ["conv3", "12×12×512", 1180160, 169869312],
    ["conv4", "12×12×1024", 4719616, 679477248],
    ["conv5", "6×6×1024", 9438208, 1358954496],
    ["fc6", "3072", 113249280, 113246208],
    ["fc7", "4096", 12587008, 12582912],
    ["fc8", "1000", 4097000, 4096000],
  ],
  "overfeat-accurate": [
    ["conv1/conv", "108×108×96", 14208, 164602368],
    ["conv1", "36×36×96", 14208, 164602368],
    ["conv2/conv", "30×30×256", 1204480, 1083801600],
    ["conv2", "15×15×256", 1204480, 1083801600],
    ["conv3", "15×15×512", 1180160, 265420800],
    ["conv4", "15×15×512", 2359808, 530841600],
    ["conv5", "15×15×1024", 4719616, 1061683200],
    ["conv6", "5×5×1024", 9438208, 2123366400],
    ["fc7", "4096", 104861696, 104857600],
    ["fc8", "4096", 16781312, 16777216],
    ["fc9", "1000", 4097000, 4096000],
  ],
  "cnn-f": [
    ["conv1/conv", "54×54×64", 23296, 67744512],
    ["conv1", "27×27×64", 23296, 67744512],
    ["conv2", "13×13×256", 409856, 298598400],
    ["conv3", "13×13×256", 590080, 99680256],
    ["conv4", "13×13×256", 590080, 99680256],
    ["conv5", "6×6×256", 590080, 99680256],
    ["full6", "4096", 37752832, 37748736],
  ],
  "cnn-m": [
    ["conv1/conv", "109×109×96", 14208, 167664672],
    ["conv1", "54×54×96", 14208, 167664672],
    ["conv2/conv", "26×26×256", 614656, 415334400],
    ["conv2", "13×13×256", 614656, 415334400],
    ["conv3", "13×13×512", 1180160, 199360512],
    ["conv4", "13×13×512", 2359808, 398721024],
    ["conv5", "6×6×512", 2359808, 398721024],
    ["full6", "4096", 75501568, 75497472],
  ],
  "cnn-s": [
    ["conv1/conv", "109×109×96", 14208, 167664672],
    ["conv1", "37×37×96", 14208, 167664672],
    ["conv2/conv", "35×35×256", 614656, 752640000],
    ["conv2", "18×18×256", 614656, 752640000],
    ["conv3", "18×18×512", 1180160, 382205952],
    ["conv4", "18×18×512", 2359808, 764411904],
    ["conv5", "6×6×512", 2359808, 764411904],
    ["full6", "4096", 75501568, 75497472],
  ],
  "nin-cifar10": [
    ["mlpconv1/conv", "32×32×192", 14592, 14745600],
    ["mlpconv1", "32×32×96", 14592 + 46336, 14745600 + 47185920],
    ["pool1", "16×16×96", 0, 0],
    ["mlpconv2", "16×16×192", 460992 + 74112, 117964800 + 18874368],
    ["pool2", "8×8×192", 0, 0],
    ["mlpconv3", "8×8×10", 331968 + 38986, 21233664 + 2482176],
    ["avgpool", "10", 0, 0],
  ],
  "nin-imagenet": [
    ["mlpconv1", "54×54×96", 34944 + 18624, 101616768 + 53747712],
    ["pool1", "27×27×96", 0, 0],
    ["mlpconv2", "27×27×256", 614656 + 131584, 447897600 + 95551488],
    ["pool2", "13×13×256", 0, 0],
    ["mlpconv3", "13×13×384", 885120 + 295680, 149520384 + 49840128],
    ["pool3", "6×6×384", 0, 0],
    ["mlpconv4", "6×6×1000", 3539968 + 2074600, 127401984 + 74612736],
    ["avgpool", "1000", 0, 0],
  ],
  "resnext-50-32x4d": [
    ["conv1", "112×112×64", 9536, 118013952],
    ["pool1", "56×56×64", 0, 0],
    ["conv2_x", "56×56×256", 205824, 634224640],
    ["conv3_x", "28×28×512", 1197056, 1085407232],
    ["conv4_x", "14×14×1024", 7022592, 1525350400],
    ["conv5_x", "7×7×2048", 14544896, 865435648],
    ["fc", "1000", 2049000, 2048000],
  ],
  // Block widths and sizes of section 7; counts are those of the table's kernels, 3×3 but for C's third.
  "vgg-a": [
    ["conv1", "112×112×64", 1792, 86704128],
    ["conv2", "56×56×128", 73856, 924844032],
    ["conv3", "28×28×256", 885248, 2774532096],
    ["conv4", "14×14×512", 3539968, 2774532096],
    ["conv5", "7×7×512", 4719616, 924844032],
    ["flatten", "25088", 0, 0],
  ],
  "vgg-d": [
    ["conv1", "112×112×64", 38720, 1936392192],
    ["conv2", "56×56×128", 221440, 2774532096],
    ["conv3", "28×28×256", 1475328, 4624220160],
    ["conv4", "14×14×512", 5899776, 4624220160],
    ["conv5", "7×7×512", 7079424, 1387266048],
    ["fc6", "4096", 102764544, 102760448],
    ["fc7", "4096", 16781312, 16777216],
    ["fc8", "1000", 4097000, 4096000],
  ],
  googlenet: [
    ["conv1", "112×112×64", 9472, 118013952],
    ["pool1", "56×56×64", 0, 0],
    ["conv2_reduce", "56×56×64", 4160, 12845056],
    ["conv2", "56×56×192", 110784, 346816512],
    ["pool2", "28×28×192", 0, 0],
    ["inception_3a", "28×28×256", 163696, 128049152],
    ["inception_3b", "28×28×480", 388736, 304267264],
    ["pool3", "14×14×480", 0, 0],
    ["inception_4a", "14×14×512", 376176, 73608192],
    ["inception_4b", "14×14×512", 449160, 87908352],
    ["inception_4c", "14×14×512", 510104, 99850240],
    ["inception_4d", "14×14×528", 605376, 118515712],
    ["inception_4e", "14×14×832", 868352, 169996288],
    ["pool4", "7×7×832", 0, 0],
    ["inception_5a", "7×7×832", 1043456, 51079168],
    ["inception_5b", "7×7×1024", 1444080, 70697984],
    ["avgpool", "1024", 0, 0],
    ["linear", "1000", 1025000, 1024000],
  ],
  // Section 9.3 gives the outputs; counts of 3a to 5b by hand from its widths.
  "inception-v2": [
    ["conv1", "112×112×64", 9536, 118013952],
    ["pool1", "56×56×64", 0, 0],
    ["conv2", "56×56×192", 110976, 346816512],
    ["pool2", "28×28×192", 0, 0],
    ["inception_3a", "28×28×256", 219072, 170999808],
    ["inception_3c", "14×14×576", 385088, 143904768],
    ["inception_5b", "7×7×1024", 2279616, 111541248],
    ["linear", "1000", 1025000, 1024000],
  ],
  "inception-v3": [
    ["conv1", "149×149×32", 928, 19181664],
    ["conv2", "147×147×32", 9280, 199148544],
    ["conv3", "147×147×64", 18560, 398297088],
    ["pool1", "73×73×64", 0, 0],
    ["conv4", "73×73×80", 5280, 27284480],
    ["conv5", "71×71×192", 138624, 696867840],
    ["pool2", "35×35×192", 0, 0],
    ["inception_a1", "35×35×256", 255904, 312345600],
    ["inception_a2", "35×35×288", 277472, 338688000],
    ["inception_a3", "35×35×288", 285152, 348096000],
    ["reduction_a", "17×17×768", 1153280, 401937408],
    ["inception_b1", "17×17×768", 1297408, 374063104],
    ["inception_b2", "17×17×768", 2 * 1691008, 2 * 487702528],
    ["inception_b3", "17×17×768", 2141952, 617914368],
    ["reduction_b", "8×8×1280", 1698304, 291004416],
    ["inception_c1", "8×8×2048", 5044608, 322437120],
    ["inception_c2", "8×8×2048", 6076800, 388497408],
    ["linear", "1000", 2049000, 2048000],
  ],
  "inception-v4": [
    ["stem/conv1", "149×149×32", 928, 19181664],
    ["stem/conv2", "147×147×32", 9280, 199148544],
    ["stem/conv3", "147×147×64", 18560, 398297088],
    ["stem/conv4", "73×73×96", 55488, 294672384],
    ["stem/cat1", "73×73×160", 0, 0],
    ["stem/cat2", "71×71×192", 0, 0],
    ["stem/conv5", "35×35×192", 332160, 406425600],
    ["stem", "35×35×384", 928 + 9280 + 18560 + 55488 + 189312 + 332160, 2289943648],
    ["inception_a", "35×35×384", 1270528, 1550438400],
    ["reduction_a", "17×17×1024", 2306112, 1097164800],
    ["inception_b", "17×17×1024", 20553792, 5930853376],
    ["reduction_b", "8×8×1536", 2747392, 511098880],
    ["inception_c", "8×8×1536", 13659264, 872939520],
    ["linear", "1000", 1537000, 1536000],
  ],
  "inception-resnet-v1": [
    ["conv1", "149×149×32", 928, 19181664],
    ["conv2", "147×147×32", 9280, 199148544],
    ["conv3", "147×147×64", 18560, 398297088],
    ["pool1", "73×73×64", 0, 0],
    ["conv4", "73×73×80", 5280, 27284480],
    ["conv5", "71×71×192", 138624, 696867840],
    ["conv6", "35×35×256", 442880, 541900800],
    ["resnet_a", "35×35×256", 387200, 470400000],
    ["reduction_a", "17×17×896", 1710080, 850169856],
    ["resnet_b", "17×17×896", 6900480, 1988689920],
    ["reduction_b", "8×8×1792", 3346176, 501448704],
    ["resnet_c", "8×8×1792", 8003840, 511180800],
    ["linear", "1000", 1793000, 1792000],
  ],
  "inception-resnet-v2": [
    ["conv3", "147×147×64", 18560, 398297088],
    ["pool1", "73×73×64", 0, 0],
    ["conv5", "71×71×192", 138624, 696867840],
    ["pool2", "35×35×192", 0, 0],
    ["mixed_5b", "35×35×320", 268320, 327398400],
    ["resnet_a", "35×35×320", 1231680, 1499008000],
    ["reduction_a", "17×17×1088", 2664960, 1398185984],
    ["resnet_b", "17×17×1088", 22535680, 6498754560],
    ["reduction_b", "8×8×2080", 3880960, 585424896],
    // Ten in the table, the last of which is another setting of the block.
    ["resnet_c", "8×8×2080", (20354240 / 10) * 9, (1300234240 / 10) * 9],
    ["resnet_c_last", "8×8×2080", 20354240 / 10, 1300234240 / 10],
    ["conv6", "8×8×1536", 3197952, 204472320],
    ["linear", "1000", 1537000, 1536000],
  ],
  xception: [
    ["conv1", "149×149×32", 928, 19181664],
    ["conv2", "147×147×64", 18560, 398297088],
    ["entry1", "74×74×128", 35264, 613262528],
    ["entry2", "37×37×256", 136064, 602097152],
    ["entry3", "19×19×728", 915944, 1060088600],
    ["middle", "19×19×728", 12911808, 4648547904],
    ["exit/add", "10×10×1024", 0, 0],
    ["exit", "10×10×2048", 2039584 + 4748800, 539717360 + 474163200],
    ["linear", "1000", 2049000, 2048000],
  ],
  "mobilenet-1.0": [
    ["conv1", "112×112×32", 928, 10838016],
    ["unit1", "112×112×64", 2528, 29302784],
    ["unit2", "56×56×128", 9152, 27496448],
    ["unit3", "56×56×128", 18048, 54992896],
    ["unit4", "28×28×256", 34688, 26593280],
    ["unit5", "28×28×256", 68864, 53186560],
    ["unit6", "14×14×512", 134912, 26141696],
    ["unit7", "14×14×512", 5 * 268800, 5 * 52283392],
    ["unit8", "7×7×1024", 531968, 25915904],
    ["unit9", "7×7×1024", 1061888, 51831808],
    ["fc", "1000", 1025000, 1024000],
  ],
  "shufflenet-g3": [
    ["conv1", "112×112×24", 696, 8128512],
    ["pool1", "56×56×24", 0, 0],
    ["stage2", "28×28×240", 39552, 32175360],
    ["stage3", "14×14×480", 307680, 63786240],
    ["stage4", "7×7×960", 556800, 32410560],
    ["fc", "1000", 961000, 960000],
  ],
  // Sizes of section 15; the head is VGG-D's dense layers and 4,097 weights per class, at 16×16 places.
  "fcn-8s": [
    ["conv1", "349×349×64", 38720, 36864 * 698 * 698 + 1728 * 698 * 698],
    ["conv2", "175×175×128", 221440, (73728 + 147456) * 349 * 349],
    ["conv3", "88×88×256", 1475328, (294912 + 2 * 589824) * 175 * 175],
    ["conv4", "44×44×512", 5899776, (1179648 + 2 * 2359296) * 88 * 88],
    ["conv5", "22×22×512", 7079424, 3 * 2359296 * 44 * 44],
    ["head/fc6", "16×16×4096", 102764544, 102760448 * 256],
    ["head/fc7", "16×16×4096", 16781312, 16777216 * 256],
    ["head", "16×16×21", 119631893, 119623680 * 256],
    ["skip_pool4/upscore", "34×34×21", 7056, 7056 * 16 * 16],
    ["skip_pool4", "34×34×21", 7056 + 10773, 7056 * 16 * 16 + 10752 * 44 * 44],
    ["skip_pool3", "70×70×21", 7056 + 5397, 7056 * 34 * 34 + 5376 * 88 * 88],
    ["upscore/upscore", "568×568×21", 112896, 112896 * 70 * 70],
    ["upscore", "500×500×21", 112896, 112896 * 70 * 70],
  ],
  "resnet-18": [
    ["conv1", "112×112×64", 9536, 118013952],
    ["conv2_x", "56×56×64", 147968, 462422016],
    ["conv3_x", "28×28×128", 525568, 411041792],
    ["conv4_x", "14×14×256", 2099712, 411041792],
    ["conv5_x", "7×7×512", 8393728, 411041792],
    ["fc", "1000", 513000, 512000],
  ],
  "resnet-34": [
    ["conv1", "112×112×64", 9536, 118013952],
    ["pool1", "56×56×64", 0, 0],
    ["conv2_x", "56×56×64", 221952, 693633024],
    ["conv3_x", "28×28×128", 1116416, 873463808],
    ["conv4_x", "14×14×256", 6822400, 1335885824],
    ["conv5_x", "7×7×512", 13114368, 642252800],
    ["fc", "1000", 513000, 512000],
  ],
  "resnet-50": [
    ["conv1", "112×112×64", 9536, 118013952],
    ["pool1", "56×56×64", 0, 0],
    ["conv2_x", "56×56×256", 215808, 667942912],
    ["conv3_x", "28×28×512", 1219584, 1027604480],
    ["conv4_x", "14×14×1024", 7098368, 1464336384],
    ["conv5_x", "7×7×2048", 14964736, 809238528],
    ["avgpool", "2048", 0, 0],
    ["fc", "1000", 2049000, 2048000],
  ],
  // Sizes and widths of section 10.1; a stage of 2n convolutions of w channels has 9w²(2n - 1) + 9wv weights.
  "resnet-cifar-20": [
    ["conv1", "32×32×16", 464, 442368],
    ["stage1", "32×32×16", 14016, 14155776],
    ["stage2", "16×16×32", 51072, 12976128],
    ["stage3", "8×8×64", 203520, 12976128],
    ["avgpool", "64", 0, 0],
    ["fc", "10", 650, 640],
  ],
};

test.each(Object.entries(STAGES))("every stage of %s is as published", (id, stages) => {
  const analysis = analyser.analyse(openNetwork(id));
  const found = stages.map(([path]): Stage => {
    const held = nodeAnalysisAt(analysis, path);
    const [output] = held?.outputs ?? [];
    return [path, output ? shapeText(output) : "?", held?.totals.params ?? -1, held?.totals.macs ?? -1];
  });
  expect(found).toEqual(stages);
});

test("every module of inception-v2 gives the output that section 9.3 prints", () => {
  const { nodes } = analyser.analyse(openNetwork("inception-v2"));
  const outputs = [...nodes]
    .filter(([id]) => id.startsWith("inception_"))
    .map(([id, { outputs }]) => [id, outputs[0]]);
  expect(outputs).toEqual([
    ["inception_3a", [28, 28, 256]],
    ["inception_3b", [28, 28, 320]],
    ["inception_3c", [14, 14, 576]],
    ["inception_4a", [14, 14, 576]],
    ["inception_4b", [14, 14, 576]],
    ["inception_4c", [14, 14, 576]],
    ["inception_4d", [14, 14, 576]],
    ["inception_4e", [7, 7, 1024]],
    ["inception_5a", [7, 7, 1024]],
    ["inception_5b", [7, 7, 1024]],
  ]);
});

test("resnet-50 reads folded like its paper's table", () => {
  const analysis = analyser.analyse(openNetwork("resnet-50"));
  expect(analysis.order).toEqual([
    "input",
    "conv1",
    "pool1",
    "conv2_x",
    "conv3_x",
    "conv4_x",
    "conv5_x",
    "avgpool",
    "fc",
    "softmax",
  ]);
});

test("resnet-50 takes 320×256 images of 37 classes, on paper", () => {
  const { totals, nodes } = analyser.analyse(
    openNetwork("resnet-50", { height: 320, width: 256, classes: 37 }),
  );
  // The convolutions of the table at 224 on 80/49 of the area, since 320 and 256 are multiples of 32.
  const convolutions = ((4089184256 - 2048000) / (7 * 7)) * (10 * 8);
  expect({
    params: totals.params,
    macs: totals.macs,
    output: nodes.get("conv5_x")?.outputs,
  }).toEqual({
    params: 25557032 - 2049000 + 2048 * 37 + 37,
    macs: convolutions + 2048 * 37,
    output: [[10, 8, 2048]],
  });
});

test("resnext-50-32x4d takes 320×256 images of 37 classes, on paper", () => {
  const { totals, nodes } = analyser.analyse(
    openNetwork("resnext-50-32x4d", { height: 320, width: 256, classes: 37 }),
  );
  expect({ params: totals.params, macs: totals.macs, output: nodes.get("conv5_x")?.outputs }).toEqual({
    params: 25028904 - 2049000 + 2048 * 37 + 37,
    macs: ((4230479872 - 2048000) / (7 * 7)) * (10 * 8) + 2048 * 37,
    output: [[10, 8, 2048]],
  });
});

test("section 15: the enlarged scores of FCN-32s and FCN-16s have the released networks' sizes", () => {
  const sizes = ["fcn-32s", "fcn-16s"].map((id) => {
    const analysis = analyser.analyse(openNetwork(id));
    return nodeAnalysisAt(analysis, "upscore/upscore")?.outputs[0];
  });
  expect(sizes).toEqual([
    [544, 544, 21],
    [560, 560, 21],
  ]);
});

test.each([
  [1, [144, 288, 576]],
  [2, [200, 400, 800]],
  [3, [240, 480, 960]],
  [4, [272, 544, 1088]],
  [8, [384, 768, 1536]],
])("section 14: shufflenet-g%d has the paper's stages", (groups, channels) => {
  const { nodes } = analyser.analyse(openNetwork(`shufflenet-g${groups}`));
  expect([2, 3, 4].map((stage) => heldShape(nodes.get(`stage${stage}`)?.outputs[0])?.[2])).toEqual(channels);
});

test("section 14: shufflenet-g8 at half scale starts with 16 channels, so that its groups come out whole", () => {
  const { nodes, problems } = analyser.analyse(openNetwork("shufflenet-g8", { scale: 0.5 }));
  expect({ problems, output: nodes.get("conv1")?.outputs[0] }).toEqual({
    problems: [],
    output: [112, 112, 16],
  });
});

test("section 13: mobilenet's multiply-adds are nearly all in its 1×1 convolutions", () => {
  const byType = new Map<string, { params: number; macs: number }>();
  for (const { node, path, analysis } of leavesOf(analyser.analyse(openNetwork("mobilenet-1.0")))) {
    const kind = path.startsWith("unit") ? node.type : "other";
    const sum = byType.get(kind) ?? { params: 0, macs: 0 };
    byType.set(kind, {
      params: sum.params + analysis.totals.params,
      macs: sum.macs + analysis.totals.macs,
    });
  }
  expect([byType.get("depthwise-conv2d"), byType.get("conv2d")]).toEqual([
    { params: 44640, macs: 17385984 },
    { params: 3139584, macs: 539492352 },
  ]);
});

test("refuses a network that is not there, naming the nearest", () => {
  expect(() => openNetwork("resnet50")).toThrow('There is no network "resnet50". Did you mean "resnet-50"?');
});

test("refuses network params out of range", () => {
  expect(() => openNetwork("resnet-50", { classes: 0 })).toThrow(
    "Classes cannot be 0. Expected a whole number from 1 to 100000, received 0.",
  );
});

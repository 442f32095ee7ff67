import { describeOn, QUICK_BACKENDS } from "../../helpers/engine-backends";
import { layersSuite } from "../../helpers/suites/layers-suite";

describeOn(QUICK_BACKENDS, "layers", layersSuite);

import { describeOn } from "../../helpers/engine-backends";
import { layersSuite } from "../../helpers/suites/layers-suite";

// Plain JavaScript takes four times as long over them, and has its turn among the long tests.
describeOn(["wasm"], "layers", layersSuite);

import { describeOn, QUICK_BACKENDS } from "../../helpers/engine-backends";
import { kitSuite } from "../../helpers/suites/kit-suite";

describeOn(QUICK_BACKENDS, "the kit", kitSuite);

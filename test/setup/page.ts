import "./standards-mode";
// Help is drawn with it as soon as it is loaded; a test may be over before that, and its page gone.
import "../../renderer/ui/formula";
import { resetStoresAfterwards } from "./reset-stores";

resetStoresAfterwards();

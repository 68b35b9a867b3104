// What every page gains from a script; all of it works without.  One file a feature, put together by web/assets.py.
"use strict";

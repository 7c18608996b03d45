// How far work over many images has come.
#pragma once

#include <cstdint>

namespace aqua::study {

struct Progress {
  int64_t done = 0;    // Images finished by this run.
  int64_t before = 0;  // Finished by earlier runs.
  int64_t failed = 0;  // Of `done`.
  int64_t total = 0;
};

}  // namespace aqua::study

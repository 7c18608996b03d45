// The loops of internal/resample.h without vectors: for processors that have none and for rows
// shorter than one.
#pragma once

#include "aqua/image/internal/resample.h"

namespace aqua::image::internal {

void ResampleColumnsPlainly(const ResampleTask& task);
void ResampleRowsPlainly(const ResampleTask& task);

}  // namespace aqua::image::internal

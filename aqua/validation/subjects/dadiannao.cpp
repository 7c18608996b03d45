// DaDianNao's chip at 32 nm, as Table I of ISAAC gives it.
#include "aqua/accel/bit_parallel/bit_parallel_chip.h"
#include "aqua/validation/subjects/subjects.h"

namespace aqua::validation {

using accel::ReadBitParallelChip;

void AddDaDianNao(Recomputations& all) {
  all["dadiannao.power"] = [] { return ReadBitParallelChip().power_w; };
  all["dadiannao.area"] = [] { return ReadBitParallelChip().area_mm2; };
  all["dadiannao.power_efficiency"] = [] { return ReadBitParallelChip().GopsPerW(); };
  all["dadiannao.area_efficiency"] = [] { return ReadBitParallelChip().GopsPerMm2(); };
}

}  // namespace aqua::validation

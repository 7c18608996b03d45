// What makes two runs the same study: only then may the second continue the first.
#pragma once

#include <vector>

#include "aqua/store/rows.h"
#include "aqua/study/image_list.h"
#include "aqua/study/network.h"
#include "aqua/study/spec.h"
#include "aqua/study/weight_sets.h"

namespace aqua::study {

store::StudyIdentity IdentityOf(const StudySpec& spec, const Network& network,
                                const std::vector<WeightSet>& sets,
                                const std::vector<ListedImage>& images);

}  // namespace aqua::study

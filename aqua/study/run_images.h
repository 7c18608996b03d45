// The images that a study has not finished yet, by threads, into its file.
#pragma once

#include <atomic>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "aqua/store/store.h"
#include "aqua/study/progress.h"
#include "aqua/study/workers.h"

namespace aqua::study {

// Indices of those `files` that the study does not hold, ascending.
inline std::vector<size_t> Unfinished(const std::vector<std::string>& files,
                                      const store::Store& store) {
  const std::vector<std::string> finished = store.FinishedFiles();
  const std::set<std::string> done(finished.begin(), finished.end());
  std::vector<size_t> unfinished;
  for (size_t index = 0; index < files.size(); ++index) {
    if (done.count(files[index]) == 0) unfinished.push_back(index);
  }
  return unfinished;
}

// `files`: of all images, by id. `make`: called once in each of `jobs` threads; what it makes is
// called with the id of one image after the other and returns its rows, `image` (store::ImageRow)
// among them. `add` puts them into `store` and `report` is told, both in the calling thread. `stop`
// ends the run after the images at hand. Closes the store.
template <typename Finished>
Progress RunImages(store::Store& store, const std::vector<std::string>& files, int jobs,
                   const std::function<typename Workers<Finished>::Work()>& make,
                   const std::function<void(const Finished&)>& add,
                   const std::function<void(const Progress&)>& report,
                   const std::atomic<bool>& stop) {
  const std::vector<size_t> unfinished = Unfinished(files, store);
  Progress progress;
  progress.total = static_cast<int64_t>(files.size());
  progress.before = progress.total - static_cast<int64_t>(unfinished.size());
  report(progress);
  const auto make_one = [&]() -> typename Workers<Finished>::Work {
    return [work = make(), &unfinished](size_t index) { return work(unfinished[index]); };
  };
  Workers<Finished> workers(jobs, unfinished.size(), make_one, stop);
  while (const std::optional<Finished> image = workers.Next()) {
    add(*image);
    ++progress.done;
    if (image->image.status == store::ImageStatus::kFailed) ++progress.failed;
    report(progress);
  }
  store.Close();
  return progress;
}

}  // namespace aqua::study

#include "aqua/adaptive/collect.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>

#include "aqua/adaptive/option_programs.h"
#include "aqua/core/error.h"
#include "aqua/policy/zeroth_layer.h"

namespace aqua::adaptive {
namespace {

using policy::ImageOutcome;

// Options with those that they continue, and the whole network.
std::vector<size_t> Completed(const policy::Menu& menu, std::vector<size_t> options) {
  options.push_back(menu.full);
  for (size_t i = 0; i < options.size(); ++i) {
    if (const std::optional<size_t> after = menu.options[options[i]].after) {
      options.push_back(*after);
    }
  }
  std::sort(options.begin(), options.end());
  options.erase(std::unique(options.begin(), options.end()), options.end());
  return options;
}

// What all threads share. A slot an image, so that the table's order is the list's.
struct Work {
  ScaledNetworks& networks;
  const policy::Menu& menu;
  const CollectSpec& spec;
  const std::vector<HashedImage>& images;
  std::vector<size_t> options;
  std::vector<ImageOutcome> outcomes;
  std::vector<std::string> errors;
  std::vector<char> is_done;
  std::atomic<size_t> next{0};
  std::atomic<int64_t> done{0};
};

class Collector {
 public:
  explicit Collector(Work& work) : work_(work), programs_(work.networks, work.menu, work.options) {
    if (!work.spec.features.empty()) {
      zeroth_ = std::make_unique<policy::ZerothLayer>(work.spec.features);
    }
  }

  // False when there is no image left.
  bool DoNext() {
    const size_t index = work_.next.fetch_add(1);
    if (index >= work_.images.size()) return false;
    try {
      work_.outcomes[index] = Outcome(work_.images[index]);
    } catch (const Error& error) {
      work_.errors[index] = error.what();
    }
    work_.is_done[index] = 1;
    work_.done.fetch_add(1);
    return true;
  }

 private:
  ImageOutcome Outcome(const HashedImage& image) {
    const std::filesystem::path file = work_.spec.folder / image.listed.file;
    const image::Image read = image::ReadImage(file);
    PreparedPhoto photo(read, work_.networks);
    ImageOutcome outcome{image.listed.file, {{}, image.hash, {}}, image.listed.labels, {}};
    if (zeroth_)
      outcome.observation.zeroth_scores = zeroth_->Scores(photo.SeenAt(work_.spec.zeroth_scale));
    outcome.attempts.resize(work_.menu.options.size());
    programs_.NextPhoto();
    for (const size_t option : work_.options) {
      outcome.attempts[option] = programs_.Run(option, photo);
    }
    return outcome;
  }

  Work& work_;
  OptionPrograms programs_;
  std::unique_ptr<policy::ZerothLayer> zeroth_;
};

// Other threads than the caller's, until there is no image left or `stop`.
class Helpers {
 public:
  Helpers(Work& work, int count, const std::atomic<bool>& stop) {
    for (int i = 0; i < count; ++i) {
      threads_.emplace_back([&, this] {
        exec::SetThreadCount(1);
        try {
          Collector collector(work);
          while (!stop && collector.DoNext()) {
          }
        } catch (...) {
          const std::lock_guard<std::mutex> lock(mutex_);
          failure_ = std::current_exception();
        }
      });
    }
  }
  Helpers(const Helpers&) = delete;
  Helpers& operator=(const Helpers&) = delete;
  ~Helpers() { Join(); }

  void Finish() {
    Join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void Join() {
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::exception_ptr failure_;
};

study::Progress ProgressOf(const Work& work) {
  study::Progress progress;
  progress.done = work.done;
  progress.total = static_cast<int64_t>(work.images.size());
  return progress;
}

}  // namespace

Collected Collect(ScaledNetworks& networks, const policy::Menu& menu, const CollectSpec& spec,
                  const std::vector<HashedImage>& images,
                  const std::function<void(const study::Progress&)>& report,
                  const std::atomic<bool>& stop) {
  Work work{networks,
            menu,
            spec,
            images,
            Completed(menu, spec.options),
            std::vector<ImageOutcome>(images.size()),
            std::vector<std::string>(images.size()),
            std::vector<char>(images.size(), 0)};
  BuildNetworks(networks, menu, work.options);
  const int threads_before = exec::ThreadCount();
  exec::SetThreadCount(1);
  {
    Helpers helpers(work, spec.jobs - 1, stop);
    Collector collector(work);
    while (!stop && collector.DoNext()) report(ProgressOf(work));
    helpers.Finish();
  }
  exec::SetThreadCount(threads_before);
  report(ProgressOf(work));
  Collected collected{{menu, {}}, {}};
  for (size_t i = 0; i < images.size(); ++i) {
    if (!work.is_done[i]) continue;
    if (work.errors[i].empty()) {
      collected.table.images.push_back(std::move(work.outcomes[i]));
    } else {
      collected.failures.push_back(work.errors[i]);
    }
  }
  return collected;
}

}  // namespace aqua::adaptive

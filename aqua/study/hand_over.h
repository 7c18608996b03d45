// Finished images on their way from the workers to the one writer. Bounded, so that a slow disk
// holds the workers up instead of filling memory.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>

#include "aqua/study/evaluate.h"

namespace aqua::study {

class HandOver {
 public:
  explicit HandOver(size_t workers) : workers_(workers) {}

  // Workers: false once the writer has closed.
  bool Put(EvaluatedImage image);
  void Finish();
  void Fail(std::exception_ptr error);

  // Writer: nothing when all workers have finished and all is taken. Throws what a worker failed
  // with.
  std::optional<EvaluatedImage> Take();
  void Close();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<EvaluatedImage> images_;
  std::exception_ptr error_;
  size_t workers_;
  bool closed_ = false;
};

}  // namespace aqua::study

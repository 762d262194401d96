// Patience: what happens on a thread for which there is no memory.
//
// Where something can be given up, a request or a connection, a lack of memory is an exception
// (std::bad_alloc) that is caught there. A thread that runs code of others which cannot give
// anything up, as a reactor does, waits instead until others have given memory back.
#pragma once

namespace financescr::pistache {

// From now on, in the whole process: a thread for which there is no memory waits if it is patient.
void wait_where_patient();

// Whether this thread is patient, until it dies. Threads are not.
class Patience {
 public:
  explicit Patience(bool is_patient);
  ~Patience();
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;

 private:
  const bool before_;
};

// This thread is patient unless it says otherwise for a while.
void be_patient();

}  // namespace financescr::pistache

// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Files: mapping snapshots read-only, reading sources, and saving so that a crash or a full disk never costs the old file.
// POSIX; the only place that opens files, with csv.cpp.

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include "overstap/io.hpp"

namespace overstap {
namespace {

using detail::Cat;

Status IoError(std::string_view path, std::string_view doing) {
  return Error(ErrorCode::kIo, Cat(path, ": cannot ", doing, ": ", std::strerror(errno)));
}

/// An open descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

/// Opens a regular file for reading and tells its size.
StatusOr<std::pair<int, std::uint64_t>> OpenRegular(const std::string& path) {
  if (path.find('\0') != std::string::npos) return Error(ErrorCode::kInvalidArgument, "a file name holds a NUL");
  Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));  // O_NONBLOCK: a FIFO must not hang us
  if (fd.get() < 0) return IoError(path, "open");
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return IoError(path, "read its size");
  if (!S_ISREG(info.st_mode)) return Error(ErrorCode::kIo, Cat(path, ": is not a regular file; name a file"));
  return std::pair(fd.release(), static_cast<std::uint64_t>(info.st_size));
}

StatusOr<Buffer> MapFile(const std::string& path) {
  OVS_ASSIGN_OR_RETURN(const auto opened, OpenRegular(path));
  const Descriptor fd(opened.first);
  const auto size = static_cast<std::size_t>(opened.second);
  if (size == 0) return Error(ErrorCode::kMalformed, Cat(path, ": is empty; make the file again"));
  void* address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd.get(), 0);
  if (address == MAP_FAILED) return IoError(path, "map");
  std::shared_ptr<const void> owner(address, [size](void* p) { ::munmap(p, size); });
  return Buffer{std::move(owner), {static_cast<const std::byte*>(address), size}};
}

Buffer CopyBytes(std::span<const std::byte> bytes) {
  constexpr auto align = std::align_val_t(detail::kAlignment);
  auto* data = static_cast<std::byte*>(::operator new(bytes.size() + 1, align));
  std::shared_ptr<const void> owner(data, [](void* p) { ::operator delete(p, align); });
  if (!bytes.empty()) std::memcpy(data, bytes.data(), bytes.size());
  return {std::move(owner), {data, bytes.size()}};
}

/// "path: message", with code and position kept.
Status Named(const std::string& path, const Status& status) {
  if (status.ok()) return status;
  return Error(CodeOf(status), Cat(path, ": ", detail::Std(status.message())));
}

template <typename View>
StatusOr<View> LoadMapped(const std::string& path) {
  OVS_ASSIGN_OR_RETURN(auto buffer, MapFile(path));
  auto view = View::FromBuffer(std::move(buffer));
  if (!view.ok()) return Named(path, view.status());
  return view;
}

}  // namespace

StatusOr<Taxonomy> LoadTaxonomy(const std::string& path) { return LoadMapped<Taxonomy>(path); }
StatusOr<CourseCatalogue> LoadCourses(const std::string& path) { return LoadMapped<CourseCatalogue>(path); }
StatusOr<Taxonomy> LoadTaxonomy(std::span<const std::byte> bytes) { return Taxonomy::FromBuffer(CopyBytes(bytes)); }
StatusOr<CourseCatalogue> LoadCourses(std::span<const std::byte> bytes) { return CourseCatalogue::FromBuffer(CopyBytes(bytes)); }

StatusOr<std::string> ReadFile(const std::string& path, std::uint64_t limit) {
  OVS_ASSIGN_OR_RETURN(const auto opened, OpenRegular(path));
  const Descriptor fd(opened.first);
  if (opened.second > limit) return Error(ErrorCode::kLimit, Cat(path, ": has ", opened.second, " bytes, more than the limit of ", limit));
  std::string text(static_cast<std::size_t>(opened.second), '\0');
  std::size_t done = 0;
  while (done < text.size()) {
    const auto got = ::read(fd.get(), text.data() + done, text.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return IoError(path, "read");
    if (got == 0) break;  // it shrank meanwhile
    done += static_cast<std::size_t>(got);
  }
  text.resize(done);
  return text;
}

Status SaveSnapshot(const Snapshot& snapshot, const std::string& path) {
  if (path.empty() || path.find('\0') != std::string::npos) return Error(ErrorCode::kInvalidArgument, "a file name is needed");
  // Not mkstemp: it would make the file private to the user, and a library must not touch the process's umask to undo that.
  std::string temporary;
  int opened = -1;
  for (int attempt = 0; attempt < 100 && opened < 0; ++attempt) {
    temporary = Cat(path, ".", ::getpid(), ".", attempt, ".tmp");
    opened = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (opened < 0 && errno != EEXIST) break;
  }
  if (opened < 0) return IoError(path, "write a file beside it");
  Descriptor fd(opened);
  const auto fail = [&](std::string_view doing) {
    auto status = IoError(path, doing);
    ::unlink(temporary.c_str());
    return status;
  };
  const auto bytes = snapshot.bytes();
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto put = ::write(fd.get(), bytes.data() + done, bytes.size() - done);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return fail("write");
    done += static_cast<std::size_t>(put);
  }
  if (::fsync(fd.get()) != 0) return fail("flush");
  if (::close(fd.release()) != 0) return fail("close");
  if (::rename(temporary.c_str(), path.c_str()) != 0) return fail("replace");
  // The new name must survive a power cut too.
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() >= 0) ::fsync(directory.get());
  return absl::OkStatus();
}

}  // namespace overstap

package dejfa.ingest.log.audit;

import java.util.HashMap;
import java.util.Map;

/// Names of the system calls that rules ask for, by audit's `arch` and number, where the log does not tell them
/// itself (log_format = ENRICHED does).
final class Syscalls {
    private static final String X86_64 = """
        2 open 41 socket 42 connect 43 accept 49 bind 50 listen 56 clone 57 fork 58 vfork 59 execve 62 kill 76 truncate
        77 ftruncate 82 rename 83 mkdir 84 rmdir 85 creat 86 link 87 unlink 88 symlink 90 chmod 91 fchmod 92 chown
        93 fchown 94 lchown 101 ptrace 105 setuid 106 setgid 113 setreuid 117 setresuid 135 personality 159 adjtimex
        161 chroot 164 settimeofday 165 mount 166 umount2 167 swapon 170 sethostname 171 setdomainname 175 init_module
        176 delete_module 188 setxattr 189 lsetxattr 190 fsetxattr 197 removexattr 227 clock_settime 246 kexec_load
        257 openat 258 mkdirat 260 fchownat 263 unlinkat 264 renameat 265 linkat 266 symlinkat 268 fchmodat
        285 fallocate 288 accept4 304 open_by_handle_at 305 clock_adjtime 308 setns 310 process_vm_readv
        311 process_vm_writev 313 finit_module 316 renameat2 319 memfd_create 320 kexec_file_load 321 bpf 322 execveat
        425 io_uring_setup 428 open_tree 429 move_mount 435 clone3 437 openat2""";
    private static final String I386 = """
        2 fork 5 open 8 creat 9 link 10 unlink 11 execve 15 chmod 16 lchown 21 mount 23 setuid 26 ptrace 37 kill 38 rename
        39 mkdir 40 rmdir 52 umount2 61 chroot 74 sethostname 79 settimeofday 83 symlink 92 truncate 94 fchmod 95 fchown
        102 socketcall 120 clone 124 adjtimex 128 init_module 129 delete_module 136 personality 182 chown 283 kexec_load
        295 openat 301 unlinkat 302 renameat 306 fchmodat 347 process_vm_readv 348 process_vm_writev 350 finit_module
        353 renameat2 356 memfd_create 357 bpf 358 execveat 359 socket 361 bind 362 connect 363 listen 364 accept4""";
    private static final String AARCH64 = """
        5 setxattr 33 mknodat 34 mkdirat 35 unlinkat 36 symlinkat 37 linkat 38 renameat 39 umount2 40 mount 45 truncate
        46 ftruncate 51 chroot 52 fchmod 53 fchmodat 54 fchownat 55 fchown 56 openat 92 personality 104 kexec_load
        105 init_module 106 delete_module 112 clock_settime 117 ptrace 129 kill 144 setgid 146 setuid 161 sethostname
        170 settimeofday 171 adjtimex 198 socket 200 bind 201 listen 202 accept 203 connect 220 clone 221 execve
        242 accept4 265 open_by_handle_at 268 setns 270 process_vm_readv 271 process_vm_writev 273 finit_module
        276 renameat2 279 memfd_create 280 bpf 281 execveat 294 kexec_file_load 425 io_uring_setup 435 clone3
        437 openat2""";

    private static final Map<String, Map<String, String>> BY_ARCH =
            Map.of("c000003e", table(X86_64), "40000003", table(I386), "c00000b7", table(AARCH64));

    private Syscalls() {}

    private static Map<String, String> table(String text) {
        String[] words = text.strip().split("\\s+");
        Map<String, String> table = new HashMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) table.put(words[i], words[i + 1]);
        return table;
    }

    /// @return null where it is not known
    static String name(String arch, String number) {
        if (arch == null || number == null) return null;
        Map<String, String> table = BY_ARCH.get(arch);
        return table == null ? null : table.get(number);
    }
}

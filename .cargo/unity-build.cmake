# Compiles a library's sources in batches, each as one; says nothing of tools, so the host's own are taken.
set(CMAKE_UNITY_BUILD ON)

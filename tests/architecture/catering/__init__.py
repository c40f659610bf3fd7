"""What is eaten: a fifth service, as small as one can be, built by CONTRIBUTING and from `shared` alone."""
